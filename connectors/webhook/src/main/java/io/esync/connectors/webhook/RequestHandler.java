package io.esync.connectors.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.esync.connectors.webhook.Verdict.Event;
import io.esync.connectors.webhook.Verdict.Refused;
import io.esync.connectors.webhook.Verdict.Unused;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection: one request after the other. While an event waits for its answer, nothing more is
 * read. What is refused is read to its end and forgotten, so that its sender sees the answer.
 */
final class RequestHandler extends SimpleChannelInboundHandler<HttpObject> {
  private static final Logger LOG = LoggerFactory.getLogger(RequestHandler.class);
  private static final String RETRY_AFTER_SECONDS = "5";

  /** Tells a connection that the endpoint closes. */
  enum Farewell {
    CLOSES
  }

  private final Intake intake;
  private final LimitOptions limits;

  private IncomingRequest request;
  private boolean keepAlive;

  /** The event that waits for its answer; each has another one. */
  private Object waiting;

  private ScheduledFuture<?> timer;

  RequestHandler(Intake intake) {
    this.intake = intake;
    this.limits = intake.config().limits();
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    closeAfter(limits.requestTimeout(), context);
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
    if (part.decoderResult().isFailure()) {
      close(context);
      return;
    }
    if (part instanceof HttpRequest head) {
      closeAfter(limits.requestTimeout(), context);
      intake.metrics().received();
      keepAlive = HttpUtil.isKeepAlive(head);
      request = new IncomingRequest(head, intake.config(), intake.load());
    }
    if (part instanceof HttpContent content && request != null) {
      request.add(content.content());
    }
    if (part instanceof LastHttpContent && request != null) {
      IncomingRequest whole = request;
      request = null;
      end(whole, context);
    }
  }

  private void end(IncomingRequest whole, ChannelHandlerContext context) {
    boolean kept = false;
    try {
      kept = whole.refused() == null && take(whole.request(), context);
      if (whole.refused() != null) {
        refuse(whole.refused(), context);
      }
    } finally {
      if (!kept) {
        whole.forget();
      }
    }
  }

  /** Whether it goes on to the task. */
  private boolean take(Request whole, ChannelHandlerContext context) {
    Verdict verdict = intake.reader().read(whole, Instant.now());
    if (verdict instanceof Event event && intake.load().beginsToWait()) {
      await(event, context);
      return true;
    }
    if (verdict instanceof Refused refused) {
      refuse(refused, context);
    } else if (verdict instanceof Unused) {
      intake.metrics().unused();
      answer(200, "No stream takes this event.", context);
    } else {
      refuse(new Refused(Refusal.OVERLOADED, "Too many events wait: send again."), context);
    }
    return false;
  }

  private void await(Event event, ChannelHandlerContext context) {
    Object mark = new Object();
    waiting = mark;
    context.channel().config().setAutoRead(false);
    stopTimer();
    timer =
        context
            .executor()
            .schedule(
                () -> refuse(tooLate(), context),
                limits.answerTimeout().toMillis(),
                TimeUnit.MILLISECONDS);
    Runnable answer =
        () ->
            context
                .executor()
                .execute(
                    () -> {
                      if (mark.equals(waiting)) {
                        answer(200, "Taken.", context);
                      }
                    });
    intake.deliveries().accept(new Delivery(event, answer));
  }

  private Refused tooLate() {
    return new Refused(
        Refusal.NO_CHECKPOINT,
        "No checkpoint was complete within " + limits.answerTimeout() + ": send again.");
  }

  private void refuse(Refused refused, ChannelHandlerContext context) {
    intake.metrics().refused(refused.why());
    answer(refused.why().status(), refused.message(), context);
  }

  private void answer(int status, String message, ChannelHandlerContext context) {
    stopWaiting();
    HttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(status),
            Unpooled.copiedBuffer(message + "\n", UTF_8));
    response.headers().set(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8");
    HttpUtil.setContentLength(response, message.getBytes(UTF_8).length + 1);
    HttpUtil.setKeepAlive(response, keepAlive);
    if (status == Refusal.OVERLOADED.status()) {
      response.headers().set(HttpHeaderNames.RETRY_AFTER, RETRY_AFTER_SECONDS);
    } else if (status == Refusal.NOT_POSTED.status()) {
      response.headers().set(HttpHeaderNames.ALLOW, "POST");
    }
    ChannelFuture written = context.writeAndFlush(response);
    if (keepAlive) {
      closeAfter(limits.requestTimeout(), context);
      context.channel().config().setAutoRead(true);
    } else {
      written.addListener(ChannelFutureListener.CLOSE);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event == Farewell.CLOSES) {
      keepAlive = false;
      if (waiting == null) {
        close(context);
      } else {
        refuse(new Refused(Refusal.CLOSED, "The pipeline stops: send again."), context);
      }
    } else {
      context.fireUserEventTriggered(event);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    stopTimer();
    stopWaiting();
    if (request != null) {
      request.forget();
      request = null;
    }
  }

  /** Who sent it sees the connection break, and sends again. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (!(cause instanceof IOException || cause instanceof DecoderException)) {
      LOG.error("An event could not be taken", cause);
    }
    close(context);
  }

  private static void close(ChannelHandlerContext context) {
    ChannelFuture unused = context.close();
  }

  private void stopWaiting() {
    if (waiting != null) {
      waiting = null;
      intake.load().waitsNoMore();
    }
  }

  private void closeAfter(Duration time, ChannelHandlerContext context) {
    stopTimer();
    timer =
        context.executor().schedule(() -> close(context), time.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void stopTimer() {
    if (timer != null) {
      timer.cancel(false);
    }
  }
}
