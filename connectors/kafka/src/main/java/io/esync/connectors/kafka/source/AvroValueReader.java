package io.esync.connectors.kafka.source;

import io.esync.connectors.kafka.Streams;
import io.esync.connectors.kafka.TopicStream;
import io.esync.operators.model.Row;
import java.io.IOException;
import java.util.List;

/** Reads Avro records: their fields are those of the row. */
final class AvroValueReader implements ValueReader {
  private final Streams streams;
  private final AvroDecoder decoder;
  private final RowKeys keys = new RowKeys();

  AvroValueReader(Streams streams, AvroDecoder decoder) {
    this.streams = streams;
    this.decoder = decoder;
  }

  @Override
  public Change read(String topic, byte[] value, Row key) throws IOException {
    TopicStream stream = streams.of(topic);
    Row row = decoder.read(value, null);
    List<String> names = stream == null ? List.of() : stream.key();
    boolean ownKey = names.isEmpty() && row.schema().keySize() > 0;
    return Change.upsert(keys.identified(row, key, ownKey ? row.schema().key() : names));
  }
}
