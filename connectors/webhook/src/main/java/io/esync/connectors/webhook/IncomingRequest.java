package io.esync.connectors.webhook;

import io.esync.connectors.webhook.Verdict.Refused;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A request that is being received. Of one that is refused no more is kept; what is kept counts as
 * {@link Load}.
 */
final class IncomingRequest {
  private static final String FORM = "application/x-www-form-urlencoded";

  private final Map<String, String> headers = new HashMap<>();
  private final int mostBytes;
  private final Load load;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private Refused refused;
  private int held;

  IncomingRequest(HttpRequest head, WebhookConfig config, Load load) {
    this.mostBytes = config.limits().bodyBytes();
    this.load = load;
    head.headers().forEach(header -> headers.putIfAbsent(header.getKey(), header.getValue()));
    this.refused = refusal(head, config);
    if (refused == null) {
      hold(Load.EVENT_BYTES);
    }
  }

  private void hold(int bytes) {
    if (load.holds(bytes)) {
      held += bytes;
    } else {
      forget();
      refused = new Refused(Refusal.OVERLOADED, "Too much waits to be taken: send again.");
    }
  }

  private static Refused refusal(HttpRequest head, WebhookConfig config) {
    String path = head.uri().split("\\?", 2)[0];
    HttpHeaders headers = head.headers();
    String type = headers.get(HttpHeaderNames.CONTENT_TYPE, "").toLowerCase(Locale.ROOT);
    String encoding = headers.get(HttpHeaderNames.CONTENT_ENCODING, "identity");
    if (!path.equals(config.path())) {
      return new Refused(Refusal.NOT_FOUND, "No events are taken here.");
    } else if (!head.method().equals(HttpMethod.POST)) {
      return new Refused(Refusal.NOT_POSTED, "Events are sent by POST.");
    } else if (type.startsWith(FORM) || !encoding.equalsIgnoreCase("identity")) {
      return new Refused(
          Refusal.NO_JSON, "Send the event as application/json and do not compress it.");
    } else if (HttpUtil.getContentLength(head, 0L) > config.limits().bodyBytes()) {
      return tooLarge(config.limits().bodyBytes());
    }
    return null;
  }

  private static Refused tooLarge(int mostBytes) {
    return new Refused(Refusal.TOO_LARGE, "An event is at most " + mostBytes + " bytes long here.");
  }

  void add(ByteBuf part) {
    int bytes = part.readableBytes();
    if (refused == null && body.size() + bytes > mostBytes) {
      forget();
      refused = tooLarge(mostBytes);
    }
    if (refused == null) {
      hold(bytes);
    }
    if (refused == null) {
      try {
        part.readBytes(body, bytes);
      } catch (IOException e) {
        throw new UncheckedIOException("it is written to memory", e);
      }
    }
  }

  /** Why it is not taken; null where it may be. */
  Refused refused() {
    return refused;
  }

  /** The request, once all of it is here. */
  Request request() {
    return new Request(headers, body.toByteArray());
  }

  /** What was kept is needed no more. */
  void forget() {
    load.releases(held);
    held = 0;
    body.reset();
  }
}
