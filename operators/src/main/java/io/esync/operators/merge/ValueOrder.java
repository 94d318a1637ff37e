package io.esync.operators.merge;

import io.esync.operators.model.DataType;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.UUID;

/**
 * The order of values, none of which is NULL: numbers by what they are, other types as Java or else
 * their bytes have it. Between types that have no order in common, that of the types' names. NaN is
 * the greatest number. Total and transitive, but not on ties, which are left to who asks.
 */
final class ValueOrder implements Comparator<FieldCandidate> {
  static final ValueOrder INSTANCE = new ValueOrder();
  private static final String NUMBER = "number";

  private ValueOrder() {}

  @Override
  public int compare(FieldCandidate left, FieldCandidate right) {
    String family = family(left.type());
    int order = family.compareTo(family(right.type()));
    if (order != 0) {
      return order;
    }
    return family.equals(NUMBER)
        ? compareNumbers((Number) left.value(), (Number) right.value())
        : compareValues(left, right);
  }

  private static String family(DataType type) {
    return type.isNumeric() ? NUMBER : type.kind().name();
  }

  private static int compareNumbers(Number left, Number right) {
    int order = Integer.compare(rank(left), rank(right));
    return order != 0 || rank(left) != 0 ? order : exact(left).compareTo(exact(right));
  }

  /** 0 for a finite number, less or greater for what is beyond all of them. */
  private static int rank(Number number) {
    double value = number.doubleValue();
    if (!(number instanceof Double || number instanceof Float) || Double.isFinite(value)) {
      return 0;
    }
    return Double.isNaN(value) ? 2 : (int) Math.signum(value);
  }

  private static BigDecimal exact(Number number) {
    if (number instanceof BigDecimal decimal) {
      return decimal;
    }
    return number instanceof Double || number instanceof Float
        ? new BigDecimal(number.doubleValue())
        : BigDecimal.valueOf(number.longValue());
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // both values are of the same class
  private static int compareValues(FieldCandidate left, FieldCandidate right) {
    if (left.value() instanceof UUID || !(left.value() instanceof Comparable comparable)) {
      return Arrays.compareUnsigned(left.canonicalBytes(), right.canonicalBytes());
    }
    return comparable.compareTo(right.value());
  }
}
