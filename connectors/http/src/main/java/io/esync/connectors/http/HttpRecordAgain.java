package io.esync.connectors.http;

import io.esync.connectors.spi.collection.RecordAgain;
import io.esync.operators.model.Origin;
import io.esync.operators.model.SourceRecord;
import io.esync.operators.replay.RecordParser;
import java.util.Optional;

/** Reads a record of an answer again. */
final class HttpRecordAgain implements RecordParser {
  private static final long serialVersionUID = 1L;

  private final HttpSourceConfig config;

  HttpRecordAgain(HttpSourceConfig config) {
    this.config = config;
  }

  @Override
  public Optional<SourceRecord> parse(byte[] payload, Origin origin) {
    if (!config.streams().containsKey(origin.stream())) {
      throw new IllegalArgumentException("there is no stream '" + origin.stream() + "' any more");
    }
    return RecordAgain.parse(config.collection(origin.stream()), payload, origin);
  }
}
