package io.esync.connectors.iceberg;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartitionTermTest {
  private static final Schema SCHEMA =
      new Schema(
          NestedField.required(1, "id", Types.LongType.get()),
          NestedField.optional(2, "name", Types.StringType.get()),
          NestedField.optional(3, "at", Types.TimestampType.withZone()));

  @ParameterizedTest
  @CsvSource({
    "name,name,identity",
    "year(at),at,year",
    "month(at),at,month",
    "day(at),at,day",
    "hour( at ),at,hour",
    "'bucket(16, id)',id,bucket[16]",
    "'truncate(3,name)',name,truncate[3]"
  })
  void a_term_is_the_transform_of_that_name(String term, String column, String transform) {
    PartitionSpec.Builder spec = PartitionSpec.builderFor(SCHEMA);

    PartitionTerm.parse(term).addTo(spec);

    assertThat(spec.build().fields())
        .singleElement()
        .satisfies(
            field -> {
              assertThat(SCHEMA.findColumnName(field.sourceId())).isEqualTo(column);
              assertThat(field.transform()).hasToString(transform);
            });
  }
}
