package io.esync.operators.model;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Values of every type, with their extremes. */
public final class ArbitraryValues {
  private static final List<DataType> SCALARS =
      List.of(
          DataType.BOOLEAN,
          DataType.INT,
          DataType.BIGINT,
          DataType.DECIMAL,
          DataType.decimal(38, 10),
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
  private static final BigInteger THOUSAND_DIGITS = BigInteger.TEN.pow(1000);

  private ArbitraryValues() {}

  public static Arbitrary<DataType> types() {
    Arbitrary<DataType> scalars = Arbitraries.of(SCALARS);
    return Arbitraries.frequencyOf(
        Tuple.of(4, scalars),
        Tuple.of(1, scalars.map(DataType::arrayOf)),
        Tuple.of(1, scalars.map(DataType::arrayOf).map(DataType::arrayOf)));
  }

  public static Arbitrary<Object> of(DataType type) {
    return switch (type.kind()) {
      case BOOLEAN -> Arbitraries.of(true, false).asGeneric();
      case INT -> Arbitraries.integers().asGeneric();
      case BIGINT -> Arbitraries.longs().asGeneric();
      case DECIMAL -> decimals().asGeneric();
      case FLOAT ->
          Arbitraries.integers()
              .map(Float::intBitsToFloat)
              .edgeCases(
                  edges -> edges.add(Float.NaN, Float.NEGATIVE_INFINITY, -0f, 0f, Float.MIN_VALUE))
              .asGeneric();
      case DOUBLE ->
          Arbitraries.longs()
              .map(Double::longBitsToDouble)
              .edgeCases(
                  edges ->
                      edges.add(Double.NaN, Double.POSITIVE_INFINITY, -0d, 0d, Double.MIN_VALUE))
              .asGeneric();
      case STRING, JSON -> texts().asGeneric();
      case BYTES -> Arbitraries.bytes().array(byte[].class).ofMaxSize(300).asGeneric();
      case DATE ->
          Arbitraries.longs()
              .between(LocalDate.MIN.toEpochDay(), LocalDate.MAX.toEpochDay())
              .map(LocalDate::ofEpochDay)
              .asGeneric();
      case TIME ->
          Arbitraries.longs()
              .between(0, LocalTime.MAX.toNanoOfDay())
              .map(LocalTime::ofNanoOfDay)
              .asGeneric();
      case TIMESTAMP -> timestamps().asGeneric();
      case TIMESTAMPTZ -> instants().asGeneric();
      case UUID ->
          Combinators.combine(Arbitraries.longs(), Arbitraries.longs()).as(UUID::new).asGeneric();
      case ARRAY ->
          of(type.element()).injectNull(0.2).list().ofMaxSize(4).map(list -> (Object) list);
    };
  }

  private static Arbitrary<BigDecimal> decimals() {
    Arbitrary<BigInteger> unscaled =
        Arbitraries.oneOf(
            Arbitraries.bigIntegers().between(THOUSAND_DIGITS.negate(), THOUSAND_DIGITS),
            Arbitraries.longs().map(BigInteger::valueOf));
    Arbitrary<Integer> scale =
        Arbitraries.oneOf(Arbitraries.integers(), Arbitraries.integers().between(-20, 20));
    return Combinators.combine(unscaled, scale).as(BigDecimal::new);
  }

  private static Arbitrary<String> texts() {
    return Arbitraries.integers()
        .between(0, Character.MAX_CODE_POINT)
        .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
        .edgeCases(edges -> edges.add(0, 0x7f, 0x80, 0x1F600, Character.MAX_CODE_POINT))
        .list()
        .ofMaxSize(50)
        .map(points -> points.stream().map(Character::toString).reduce("", String::concat));
  }

  private static Arbitrary<Integer> nanos() {
    return Arbitraries.integers().between(0, 999_999_999);
  }

  private static Arbitrary<LocalDateTime> timestamps() {
    return Combinators.combine(
            Arbitraries.longs()
                .between(
                    LocalDateTime.MIN.toEpochSecond(ZoneOffset.UTC),
                    LocalDateTime.MAX.toEpochSecond(ZoneOffset.UTC)),
            nanos())
        .as((second, nano) -> LocalDateTime.ofEpochSecond(second, nano, ZoneOffset.UTC));
  }

  private static Arbitrary<Instant> instants() {
    return Combinators.combine(
            Arbitraries.longs().between(Instant.MIN.getEpochSecond(), Instant.MAX.getEpochSecond()),
            nanos())
        .as(Instant::ofEpochSecond);
  }

  /** Rows of up to ten fields, each of them a value, NULL or absent. */
  public static Arbitrary<Row> rows() {
    return types().list().ofMaxSize(10).flatMap(ArbitraryValues::rows);
  }

  private static Arbitrary<Row> rows(List<DataType> types) {
    List<Field> fields = new ArrayList<>();
    for (DataType type : types) {
      fields.add(new Field("f" + fields.size(), type));
    }
    RowSchema schema = RowSchema.of(fields, List.of());
    List<Arbitrary<Object>> values =
        types.stream()
            .map(type -> Arbitraries.oneOf(of(type), Arbitraries.of(null, Row.ABSENT)))
            .toList();
    return Combinators.combine(values).as(list -> Row.of(schema, list.toArray()));
  }

  /** Another object for the same value, as far down as objects can differ. */
  static Object copy(Object value) {
    if (value instanceof byte[] bytes) {
      return bytes.clone();
    } else if (value instanceof List<?> list) {
      List<Object> copy = new ArrayList<>();
      list.forEach(element -> copy.add(copy(element)));
      return copy;
    } else if (value instanceof BigDecimal number) {
      return new BigDecimal(new BigInteger(number.unscaledValue().toByteArray()), number.scale());
    } else if (value instanceof String text) {
      return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
    return value;
  }
}
