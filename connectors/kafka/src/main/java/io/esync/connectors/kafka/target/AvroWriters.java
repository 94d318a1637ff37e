package io.esync.connectors.kafka.target;

import io.esync.connectors.kafka.KafkaTargetConfig;
import io.esync.connectors.kafka.KafkaTargetConfig.Mode;
import io.esync.connectors.kafka.client.AvroMessage;
import io.esync.connectors.kafka.client.RegistryException;
import io.esync.connectors.kafka.client.SchemaRegistry;
import io.esync.connectors.spi.TargetException;
import io.esync.connectors.spi.TargetException.Kind;
import io.esync.connectors.spi.avro.AvroSchemas;
import io.esync.connectors.spi.avro.RowToAvro;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.DataType;
import io.esync.operators.model.Field;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;

/**
 * Writes Avro records, with the id of their schema where there is a registry. A changelog has a
 * further field {@code _op}, and a delete in it the key fields alone, the others being absent.
 */
final class AvroWriters {
  private static final Field OP = new Field("_op", DataType.STRING);

  private final SchemaRegistry registry;
  private final Map<List<Object>, Writer> writers = new HashMap<>();

  private record Writer(RowToAvro records, int schemaId) {}

  AvroWriters(KafkaTargetConfig config) {
    this.registry = config.registry() == null ? null : new SchemaRegistry(config.registry());
  }

  ValueWriter values(Mode mode) {
    return (topic, change) -> {
      if (mode == Mode.UPSERT) {
        return change.op() == ChangeOp.DELETE
            ? null
            : write(topic, "value", change.entity(), change.row());
      }
      return write(topic, "value", change.entity(), withOp(change));
    };
  }

  ValueWriter keys() {
    return (topic, change) ->
        write(topic, "key", change.entity() + "_key", JsonWriters.keyRow(change));
  }

  private static Row withOp(ChangeRecord change) {
    RowSchema schema = change.row().schema();
    List<Field> fields = new ArrayList<>(schema.fields());
    fields.add(OP);
    Object[] values = Arrays.copyOf(change.row().toArray(), fields.size());
    values[fields.size() - 1] = change.op() == ChangeOp.DELETE ? "delete" : "upsert";
    return Row.of(RowSchema.of(fields, schema.key()), values);
  }

  private byte[] write(String topic, String part, String name, Row row) throws TargetException {
    List<Object> form = List.of(topic, part, row.schema());
    Writer writer = writers.get(form);
    if (writer == null) {
      writer = writer(topic + "-" + part, name, row.schema());
      writers.put(form, writer);
    }
    GenericRecord written = writer.records().record(row);
    return AvroMessage.write(written, writer.records().schema(), writer.schemaId());
  }

  private Writer writer(String subject, String name, RowSchema rows) throws TargetException {
    RowToAvro records = new RowToAvro(rows, AvroSchemas.of(rows, name));
    if (registry == null) {
      return new Writer(records, -1);
    }
    try {
      return new Writer(records, registry.register(subject, records.schema()));
    } catch (RegistryException e) {
      Kind kind = e.isRefusal() ? Kind.REFUSED : Kind.FATAL;
      throw new TargetException(kind, e.getMessage(), "", e);
    }
  }
}
