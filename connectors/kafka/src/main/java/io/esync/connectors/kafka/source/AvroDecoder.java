package io.esync.connectors.kafka.source;

import io.esync.connectors.kafka.client.AvroMessage;
import io.esync.connectors.kafka.client.RegistryException;
import io.esync.connectors.kafka.client.SchemaRegistry;
import io.esync.connectors.spi.avro.AvroToRow;
import io.esync.operators.model.Row;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;

/** Makes rows of Avro messages, by one schema or by those that a registry holds. For one thread. */
final class AvroDecoder {
  private final Schema schema;
  private final SchemaRegistry registry;
  private final Map<Schema, AvroToRow> readers = new HashMap<>();

  private AvroDecoder(Schema schema, SchemaRegistry registry) {
    this.schema = schema;
    this.registry = registry;
  }

  /**
   * A decoder for messages of {@code schema}, or where that is null of those in {@code registry}.
   */
  static AvroDecoder of(String schema, SchemaRegistry registry) {
    return new AvroDecoder(schema == null ? null : new Schema.Parser().parse(schema), registry);
  }

  /**
   * The row, identified by what its schema names as key.
   *
   * @param name of the one field, where the value is no record
   * @throws IllegalArgumentException if the message cannot be read
   * @throws IOException if the registry cannot be asked
   */
  Row read(byte[] message, String name) throws IOException {
    Schema written = schema == null ? registered(message) : schema;
    Object value =
        schema == null
            ? AvroMessage.registered(message, written)
            : AvroMessage.plain(message, written);
    if (value instanceof IndexedRecord found) {
      return reader(written).row(found);
    }
    if (name == null) {
      throw new IllegalArgumentException("an Avro " + written.getType().getName() + ", no record");
    }
    Schema wrapped =
        Schema.createRecord("Value", null, null, false, List.of(new Schema.Field(name, written)));
    GenericRecord record = new GenericData.Record(wrapped);
    record.put(0, value);
    return reader(wrapped).row(record);
  }

  private AvroToRow reader(Schema written) {
    return readers.computeIfAbsent(written, AvroToRow::new);
  }

  private Schema registered(byte[] message) throws IOException {
    int id = AvroMessage.schemaId(message);
    try {
      return registry.schema(id);
    } catch (RegistryException e) {
      if (e.isNotFound()) {
        throw new IllegalArgumentException("the registry has no schema " + id, e);
      }
      throw e;
    } catch (SchemaParseException e) {
      throw new IllegalArgumentException("schema " + id + " is no Avro: " + e.getMessage(), e);
    }
  }
}
