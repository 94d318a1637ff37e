/**
 * What connectors to APIs of HTTP share: who asks ({@link
 * io.esync.connectors.spi.http.AuthOptions}), how ({@link
 * io.esync.connectors.spi.http.ClientOptions}), from one page to the next ({@link
 * io.esync.connectors.spi.http.Pages}), and the client that keeps to the server's limits ({@link
 * io.esync.connectors.spi.http.ApiClient}).
 *
 * <pre>{@code
 * ApiClient client = new ApiClient(options, auth, Map.of("Accept", "application/json"), clock);
 * HttpReply reply = client.send(HttpCall.get(Address.of("https://api.example.com/v1/contacts")));
 * }</pre>
 *
 * <p>A {@link io.esync.connectors.spi.http.HttpFailure} says whether it is a passing one. A source
 * hands those on as {@link io.esync.connectors.spi.poll.SourceUnavailableException}, a target as a
 * transient {@link io.esync.connectors.spi.TargetException}: waiting ever longer, and repeating, is
 * done behind these for all connectors. How long the server itself asked to wait is kept to by the
 * client. None of its messages holds a secret, and addresses are shown without their query.
 */
package io.esync.connectors.spi.http;
