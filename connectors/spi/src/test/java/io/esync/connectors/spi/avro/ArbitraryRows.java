package io.esync.connectors.spi.avro;

import io.esync.operators.model.DataType;
import io.esync.operators.model.Field;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Rows whose values Avro can hold, to the extremes; the first field is the key. */
final class ArbitraryRows {
  private static final List<DataType> SCALARS =
      List.of(
          DataType.BOOLEAN,
          DataType.INT,
          DataType.BIGINT,
          DataType.DECIMAL,
          DataType.decimal(38, 10),
          DataType.decimal(9, 9),
          new DataType(DataType.DECIMAL.kind(), 5, -2, null),
          DataType.FLOAT,
          DataType.DOUBLE,
          DataType.STRING,
          DataType.BYTES,
          DataType.DATE,
          DataType.TIME,
          DataType.TIMESTAMP,
          DataType.TIMESTAMPTZ,
          DataType.UUID,
          DataType.JSON);

  private ArbitraryRows() {}

  static Arbitrary<Row> rows(boolean withAbsent) {
    return types().list().ofMinSize(1).ofMaxSize(8).flatMap(types -> rows(types, withAbsent));
  }

  private static Arbitrary<Row> rows(List<DataType> types, boolean withAbsent) {
    Arbitrary<String> names = Arbitraries.strings().withChars("aB_0 é-.").ofMaxLength(3);
    return names
        .list()
        .ofSize(types.size())
        .uniqueElements()
        .flatMap(
            fields -> {
              RowSchema schema = schema(fields, types);
              List<Arbitrary<Object>> values = new ArrayList<>();
              for (DataType type : types) {
                Arbitrary<Object> value = of(type);
                if (!values.isEmpty()) {
                  value = withAbsent ? value.injectNull(0.1) : value;
                  value = Arbitraries.oneOf(value, Arbitraries.of(unset(withAbsent)));
                }
                values.add(value);
              }
              return Combinators.combine(values).as(list -> Row.of(schema, list.toArray()));
            });
  }

  private static Object[] unset(boolean withAbsent) {
    return withAbsent ? new Object[] {null, Row.ABSENT} : new Object[] {null};
  }

  private static RowSchema schema(List<String> names, List<DataType> types) {
    List<Field> fields = new ArrayList<>();
    for (DataType type : types) {
      fields.add(new Field(names.get(fields.size()), type));
    }
    return RowSchema.of(fields, names.subList(0, 1));
  }

  private static Arbitrary<DataType> types() {
    Arbitrary<DataType> scalars = Arbitraries.of(SCALARS);
    return Arbitraries.frequencyOf(
        Tuple.of(4, scalars),
        Tuple.of(1, scalars.map(DataType::arrayOf)),
        Tuple.of(1, scalars.map(DataType::arrayOf).map(DataType::arrayOf)));
  }

  private static Arbitrary<Object> of(DataType type) {
    return switch (type.kind()) {
      case BOOLEAN -> Arbitraries.of(true, false).asGeneric();
      case INT -> Arbitraries.integers().asGeneric();
      case BIGINT -> Arbitraries.longs().asGeneric();
      case DECIMAL -> decimals(type).asGeneric();
      case FLOAT -> Arbitraries.integers().map(Float::intBitsToFloat).asGeneric();
      case DOUBLE -> Arbitraries.longs().map(Double::longBitsToDouble).asGeneric();
      case STRING, JSON -> Arbitraries.strings().withChars("a\0é\"\u20ac").asGeneric();
      case BYTES -> Arbitraries.bytes().array(byte[].class).ofMaxSize(40).asGeneric();
      case DATE -> Arbitraries.integers().map(LocalDate::ofEpochDay).asGeneric();
      case TIME ->
          Arbitraries.longs()
              .between(0, LocalTime.MAX.toNanoOfDay() / 1000)
              .map(micros -> LocalTime.ofNanoOfDay(micros * 1000))
              .asGeneric();
      case TIMESTAMP ->
          instants().map(time -> LocalDateTime.ofInstant(time, ZoneOffset.UTC)).asGeneric();
      case TIMESTAMPTZ -> instants().asGeneric();
      case UUID ->
          Combinators.combine(Arbitraries.longs(), Arbitraries.longs()).as(UUID::new).asGeneric();
      case ARRAY ->
          of(type.element()).injectNull(0.2).list().ofMaxSize(4).map(list -> (Object) list);
    };
  }

  private static Arbitrary<Instant> instants() {
    return Arbitraries.longs()
        .map(micros -> Instant.EPOCH.plus(micros, ChronoUnit.MICROS))
        // The very first second is refused: it begins before the least number of microseconds.
        .filter(
            time -> time.isAfter(Instant.EPOCH.plus(Long.MIN_VALUE + 999_999, ChronoUnit.MICROS)));
  }

  private static Arbitrary<BigDecimal> decimals(DataType type) {
    if (type.precision() == 0) {
      return Combinators.combine(
              Arbitraries.bigIntegers(),
              Arbitraries.integers().between(-1_000_000_000, 1_000_000_000))
          .as(BigDecimal::new);
    }
    BigInteger most = BigInteger.TEN.pow(type.precision()).subtract(BigInteger.ONE);
    return Arbitraries.bigIntegers()
        .between(most.negate(), most)
        .map(unscaled -> new BigDecimal(unscaled, type.scale()));
  }
}
