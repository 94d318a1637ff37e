package io.esync.connectors.http;

import io.esync.connectors.spi.TargetContext;
import io.esync.connectors.spi.TargetWriter;
import io.esync.connectors.spi.TargetWriterFactory;
import io.esync.connectors.spi.WriteOptions;
import io.esync.connectors.spi.http.ApiClient;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * An API and the entities that a pipeline writes there. Travels in the job graph.
 *
 * @param pipeline id of the pipeline
 */
record HttpTarget(HttpConfig config, String pipeline, List<EntityRequests> entities)
    implements TargetWriterFactory {

  static HttpTarget of(HttpConfig config, TargetContext<HttpRoute> context) {
    List<EntityRequests> entities = new ArrayList<>();
    context.routes().values().forEach(route -> entities.add(EntityRequests.of(route)));
    return new HttpTarget(config, context.pipeline(), entities);
  }

  /**
   * Where a key says that a change was sent, each is sent by itself: two that were made one would
   * have the key of the later, and after a restart they may not be made one again.
   */
  WriteOptions writeOptions() {
    WriteOptions options =
        new WriteOptions(config.batchSize(), config.flushInterval(), config.retryTimeout());
    boolean keyed =
        config.hasIdempotencyHeader()
            && entities.stream().anyMatch(EntityRequests::needsIdempotencyKey);
    return keyed ? options.withEveryChange() : options;
  }

  ApiClient client() {
    return new ApiClient(config.client(), config.auth(), config.headers(), InstantSource.system());
  }

  @Override
  public TargetWriter open() {
    return new HttpTargetWriter(this);
  }
}
