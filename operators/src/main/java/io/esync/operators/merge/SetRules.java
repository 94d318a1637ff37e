package io.esync.operators.merge;

import io.esync.operators.model.DataType;
import io.esync.operators.model.TypeKind;
import io.esync.operators.model.ValueCodec;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** The rules that compute a value from what all sources say. */
public final class SetRules {
  private static final Comparator<byte[]> BYTES = Arrays::compareUnsigned;

  private SetRules() {}

  /**
   * The elements that any source has, each once, in the order of their canonical bytes. Each source
   * adds and removes for itself: what one takes out stays while another has it.
   */
  public record Union() implements FieldRule {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
      return "union";
    }

    @Override
    public boolean keepsSingle() {
      return false;
    }

    @Override
    public FieldChoice choose(List<FieldCandidate> candidates, CandidateOrder order) {
      DataType type = candidates.get(0).type();
      TreeMap<byte[], Object> elements = new TreeMap<>(BYTES);
      boolean any = false;
      for (FieldCandidate candidate : candidates) {
        if (candidate.value() instanceof List<?> list && candidate.type().equals(type)) {
          any = true;
          list.forEach(element -> elements.put(bytes(type, element), element));
        }
      }
      return any
          ? new FieldChoice(
              type, new ArrayList<>(elements.values()), null, "union of " + candidates.size())
          : TimeRules.latestValue(candidates, order);
    }

    private static byte[] bytes(DataType array, Object element) {
      return element == null ? new byte[0] : prefixed(ValueCodec.bytes(array.element(), element));
    }

    /** So that NULL, which has no bytes, differs from an empty text. */
    private static byte[] prefixed(byte[] bytes) {
      byte[] prefixed = new byte[bytes.length + 1];
      prefixed[0] = 1;
      System.arraycopy(bytes, 0, prefixed, 1, bytes.length);
      return prefixed;
    }
  }

  /**
   * The sum of what each source has. It is added up by source id, so that floating-point numbers
   * give the same each time. A sum that its type cannot hold gets a wider one: the target tells.
   */
  public record Sum() implements FieldRule {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
      return "sum";
    }

    @Override
    public FieldChoice choose(List<FieldCandidate> candidates, CandidateOrder order) {
      DataType type = candidates.get(0).type();
      List<Number> numbers =
          candidates.stream()
              .filter(candidate -> candidate.value() instanceof Number)
              .sorted(Comparator.comparing(FieldCandidate::source))
              .map(candidate -> (Number) candidate.value())
              .toList();
      String decidedBy = "sum of " + numbers.size();
      if (numbers.isEmpty()) {
        return TimeRules.latestValue(candidates, order);
      }
      return numbers.stream().anyMatch(n -> n instanceof Double || n instanceof Float)
          ? floating(type, numbers, decidedBy)
          : exact(type, numbers, decidedBy);
    }

    private static FieldChoice floating(DataType type, List<Number> numbers, String decidedBy) {
      double sum = 0;
      for (Number number : numbers) {
        sum += number.doubleValue();
      }
      return type.kind() == TypeKind.FLOAT
          ? new FieldChoice(type, (float) sum, null, decidedBy)
          : new FieldChoice(DataType.DOUBLE, sum, null, decidedBy);
    }

    private static FieldChoice exact(DataType type, List<Number> numbers, String decidedBy) {
      BigDecimal sum = BigDecimal.ZERO;
      for (Number number : numbers) {
        sum =
            sum.add(
                number instanceof BigDecimal decimal
                    ? decimal
                    : BigDecimal.valueOf(number.longValue()));
      }
      boolean whole = type.kind() == TypeKind.INT || type.kind() == TypeKind.BIGINT;
      if (whole && type.kind() == TypeKind.INT && fits(sum, Integer.MIN_VALUE, Integer.MAX_VALUE)) {
        return new FieldChoice(type, sum.intValueExact(), null, decidedBy);
      }
      if (whole && fits(sum, Long.MIN_VALUE, Long.MAX_VALUE)) {
        return new FieldChoice(DataType.BIGINT, sum.longValueExact(), null, decidedBy);
      }
      boolean holds =
          type.kind() == TypeKind.DECIMAL
              && (type.precision() == 0
                  || (sum.scale() <= type.scale() && sum.precision() <= type.precision()));
      return new FieldChoice(holds ? type : DataType.DECIMAL, sum, null, decidedBy);
    }

    private static boolean fits(BigDecimal sum, long least, long greatest) {
      return sum.scale() <= 0
          && sum.compareTo(BigDecimal.valueOf(least)) >= 0
          && sum.compareTo(BigDecimal.valueOf(greatest)) <= 0;
    }
  }
}
