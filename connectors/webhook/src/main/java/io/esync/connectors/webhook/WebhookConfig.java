package io.esync.connectors.webhook;

import io.esync.connectors.spi.Option;
import java.io.Serializable;
import java.util.Map;

/**
 * Options of a {@code webhook} source.
 *
 * <pre>{@code
 * sources:
 *   - id: github
 *     type: webhook
 *     config:
 *       port: 8085
 *       path: /github
 *       signature: {scheme: github, secrets: ["${env:WEBHOOK_SECRET}"]}
 *       streams:
 *         issues:
 *           when: {header: X-GitHub-Event, is: [issues]}
 *           record: /issue
 *           key: [id]
 *           fields: {id: bigint, title: string, updated_at: timestamptz, repository: string}
 *           from_event: {repository: /repository/full_name}
 *           delete: {pointer: /action, is: [deleted]}
 * }</pre>
 */
public record WebhookConfig(
    @Option(
            value = "Address to listen on, of the TaskManager that runs the source.",
            defaultValue = "0.0.0.0",
            example = "0.0.0.0")
        String host,
    @Option(value = "Port to listen on.", example = "8085") int port,
    @Option(value = "Path that events are sent to.", defaultValue = "/", example = "/github")
        String path,
    @Option(
            value = "Makes it HTTPS. Without it let something stand before it that does TLS.",
            optional = true)
        TlsOptions tls,
    @Option(
            value = "How an event proves who sent it; one that does not is answered 401.",
            example = "{scheme: github, secrets: [\"${env:WEBHOOK_SECRET}\"]}")
        SignatureOptions signature,
    @Option(
            value =
                "Where an event's own id stands, by which a repetition is known. By default the"
                    + " header 'X-GitHub-Delivery' (scheme github), '/id' of the event (stripe) or"
                    + " the header 'Idempotency-Key' (token).",
            optional = true)
        Place delivery,
    @Option(
            value = "The records that events tell of, by the names of their streams.",
            example = "{issues: {record: /issue, key: [id], fields: {id: bigint, title: string}}}")
        Map<String, EventStream> streams,
    @Option(value = "How much is taken at the same time.", defaultValue = "{}") LimitOptions limits,
    @Option(value = "Which repetitions are known.", defaultValue = "{}") RememberOptions remember)
    implements Serializable {

  private static final int LAST_PORT = 65_535;

  public WebhookConfig {
    streams = Map.copyOf(streams);
    if (port < 1 || port > LAST_PORT) {
      throw new IllegalArgumentException(
          "port must be one from 1 to 65535 that senders know, not " + port);
    }
    if (!path.startsWith("/") || path.contains("?")) {
      throw new IllegalArgumentException("path must begin with / and hold no ?: " + path);
    }
    if (streams.isEmpty()) {
      throw new IllegalArgumentException("streams must name at least one kind of record");
    }
    delivery = delivery == null ? signature.scheme().delivery() : delivery;
  }
}
