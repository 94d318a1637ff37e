package io.esync.connectors.spi.avro;

import static org.assertj.core.api.Assertions.assertThat;

import io.esync.operators.model.Row;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;

/** Rows through Avro's own file format, which holds the schema as text. */
class AvroRoundTripTest {
  @Provide
  Arbitrary<Row> rows() {
    return ArbitraryRows.rows(false);
  }

  @Provide
  Arbitrary<Row> changes() {
    return ArbitraryRows.rows(true);
  }

  @Property(tries = 150)
  void a_row_is_read_as_it_was_written(@ForAll("rows") Row row) throws IOException {
    assertThat(rewritten(row, AvroSchemas.of(row.schema(), "crm.public.my-table"))).isEqualTo(row);
  }

  @Property(tries = 150)
  void a_change_keeps_what_it_does_not_carry(@ForAll("changes") Row row) throws IOException {
    assertThat(rewritten(row, AvroSchemas.withAbsent(row.schema(), "1"))).isEqualTo(row);
  }

  private static Row rewritten(Row row, Schema schema) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataFileWriter<GenericRecord> file =
        new DataFileWriter<>(new GenericDatumWriter<GenericRecord>())) {
      file.create(schema, bytes).append(new RowToAvro(row.schema(), schema).record(row));
    }
    try (DataFileStream<GenericRecord> file =
        new DataFileStream<>(
            new ByteArrayInputStream(bytes.toByteArray()), new GenericDatumReader<>())) {
      return new AvroToRow(file.getSchema()).row(file.next());
    }
  }
}
