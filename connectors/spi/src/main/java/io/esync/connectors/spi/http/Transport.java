package io.esync.connectors.spi.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Makes one request and takes its whole answer, within the time and the bytes that there are.
 * Follows no redirection: it would hand what proves the client to whoever it leads to. For any
 * number of threads.
 */
final class Transport {
  private final ClientOptions options;
  private final HttpClient client;

  Transport(ClientOptions options) {
    this.options = options;
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(options.connectTimeout())
            .followRedirects(Redirect.NEVER)
            .version(Version.HTTP_1_1)
            .build();
  }

  HttpReply exchange(HttpCall call) throws HttpFailure, InterruptedException {
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(call.request(), info -> new BoundedBody(options.maxResponse()));
    try {
      HttpResponse<byte[]> response =
          answer.get(options.requestTimeout().toMillis(), TimeUnit.MILLISECONDS);
      return new HttpReply(
          response.statusCode(),
          response.headers(),
          new String(response.body(), StandardCharsets.UTF_8));
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw noAnswer(call, "was not answered within " + options.requestTimeout(), e);
    } catch (InterruptedException e) {
      answer.cancel(true);
      throw e;
    } catch (ExecutionException e) {
      throw failure(call, e.getCause());
    }
  }

  private static HttpFailure failure(HttpCall call, Throwable cause) {
    if (cause instanceof BoundedBody.TooLong) {
      String message = call + ": " + cause.getMessage() + "; raise 'max_response' or ask for less";
      return new HttpFailure(HttpFailure.NO_ANSWER, false, message, cause);
    }
    if (cause instanceof ConnectException) {
      return noAnswer(call, "finds no server there", cause);
    }
    if (cause instanceof IOException) {
      String why = Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName());
      return noAnswer(call, "was not answered: " + why, cause);
    }
    throw new IllegalStateException(call.toString(), cause);
  }

  private static HttpFailure noAnswer(HttpCall call, String what, Throwable cause) {
    return new HttpFailure(HttpFailure.NO_ANSWER, true, call + " " + what, cause);
  }
}
