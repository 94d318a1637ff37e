package io.esync.connectors.webhook;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerExpectContinueHandler;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for requests, all of them in one thread. Those that wait for their answer hold a
 * connection and no thread. Connections beyond {@code limits.waiting} and some spare ones are
 * closed as they come.
 */
final class Endpoint implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Endpoint.class);
  private static final int SPARE_CONNECTIONS = 1000;
  private static final int BACKLOG = 1024;
  private static final long FAREWELL_MILLIS = 1000;
  private static final long END_MILLIS = 5000;

  private final EventLoopGroup thread;
  private final ChannelGroup connections;

  private Endpoint(EventLoopGroup thread) {
    this.thread = thread;
    this.connections = new DefaultChannelGroup(thread.next());
  }

  /**
   * Begins to listen.
   *
   * @throws IOException for people, if the address is taken or the certificate cannot be read
   */
  static Endpoint open(
      String source,
      WebhookConfig config,
      Load load,
      WebhookMetrics metrics,
      Consumer<Delivery> deliveries)
      throws IOException {
    Certificate certificate = config.tls() == null ? null : Certificate.read(config.tls());
    Endpoint endpoint =
        new Endpoint(
            new NioEventLoopGroup(1, new DefaultThreadFactory("esync-webhook-" + source, true)));
    Intake intake = new Intake(config, new EventReader(config), load, metrics, deliveries);
    ChannelFuture bound =
        new ServerBootstrap()
            .group(endpoint.thread)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_REUSEADDR, true)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .childHandler(endpoint.connection(intake, certificate))
            .bind(config.host(), config.port())
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      endpoint.close();
      throw new IOException(
          "source '%s' cannot listen on %s:%d of this TaskManager: %s"
              .formatted(source, config.host(), config.port(), bound.cause().getMessage()),
          bound.cause());
    }
    endpoint.connections.add(bound.channel());
    LOG.info("Source '{}' listens on {}:{}{}", source, config.host(), config.port(), config.path());
    return endpoint;
  }

  private ChannelInitializer<SocketChannel> connection(Intake intake, Certificate certificate) {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(SocketChannel channel) {
        if (connections.size() > intake.config().limits().waiting() + SPARE_CONNECTIONS) {
          ChannelFuture unused = channel.close();
          return;
        }
        connections.add(channel);
        ChannelPipeline steps = channel.pipeline();
        if (certificate != null) {
          steps.addLast(certificate.current().newHandler(channel.alloc()));
        }
        steps.addLast(
            new HttpServerCodec(),
            new HttpServerExpectContinueHandler(),
            new FlowControlHandler(),
            new RequestHandler(intake));
      }
    };
  }

  /** Those who wait are told to send again. */
  @Override
  public void close() {
    for (Channel connection : connections) {
      connection.pipeline().fireUserEventTriggered(RequestHandler.Farewell.CLOSES);
      if (connection instanceof NioServerSocketChannel) {
        ChannelFuture unused = connection.close();
      }
    }
    connections.newCloseFuture().awaitUninterruptibly(FAREWELL_MILLIS);
    Future<?> end = thread.shutdownGracefully(0, FAREWELL_MILLIS, TimeUnit.MILLISECONDS);
    if (!end.awaitUninterruptibly(END_MILLIS)) {
      LOG.warn("The endpoint did not end within {} ms", END_MILLIS);
    }
  }
}
