package io.esync.operators.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esync.operators.model.DataType;
import io.esync.operators.model.Field;
import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

class SqlExpressionTest {
  /** The table is read by people too: expression, type of the result, result. */
  @ParameterizedTest(name = "{0}")
  @CsvFileSource(
      resources = "expressions.txt",
      delimiter = '⇒',
      maxCharsPerColumn = 10_000,
      quoteCharacter = '`')
  void an_expression_has_the_type_and_result_of_the_table(String sql, String type, String result) {
    assertThat(outcome(sql)).isEqualTo(type + " ⇒ " + result);
  }

  private static String outcome(String sql) {
    try {
      SqlExpression expression = SqlExpression.compile(sql, SampleRow.COLUMNS, null);
      return expression.type() + " ⇒ " + text(expression.evaluate(SampleRow.values()));
    } catch (InvalidExpressionException e) {
      return "invalid ⇒ " + e.line() + ":" + e.column() + " " + e.getMessage();
    } catch (EvaluationException e) {
      return "fault ⇒ " + e.getMessage();
    }
  }

  private static String text(Object value) {
    if (value instanceof byte[] bytes) {
      return HexFormat.of().formatHex(bytes);
    }
    return value instanceof BigDecimal number && number.scale() > 0
        ? number.toPlainString()
        : String.valueOf(value);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "n | bigint | 7",
        "n | decimal(5,2) | 7.00",
        "amount * 2 | decimal(18,4) | 2469.0000",
        "amount * 2 | bigint | 2469",
        "amount / 2 | decimal(10,2) | 617.25",
        "n / 2.0 | double | 3.5",
        "doc | string | {\"a\":1}",
        "lower(doc) | json | {\"a\":1}",
        "null | date | null",
        "no_text | json | null",
      })
  void a_result_takes_the_expected_type_where_that_loses_nothing(
      String sql, String expected, String result) throws Exception {
    SqlExpression expression =
        SqlExpression.compile(sql, SampleRow.COLUMNS, DataType.parse(expected));

    assertThat(expression.type()).isEqualTo(DataType.parse(expected));
    assertThat(text(expression.evaluate(SampleRow.values()))).isEqualTo(result);
  }

  @ParameterizedTest
  @CsvSource({
    "amount / 7, 'decimal(10,2)'",
    "amount, int",
    "big, int",
    "amount * 1000000, 'decimal(5,2)'",
    "status, json",
    "d / 3, bigint",
  })
  void a_result_that_would_lose_something_is_a_fault(String sql, String expected) throws Exception {
    SqlExpression expression =
        SqlExpression.compile(sql, SampleRow.COLUMNS, DataType.parse(expected));

    assertThatThrownBy(() -> expression.evaluate(SampleRow.values()))
        .isInstanceOf(EvaluationException.class);
  }

  @ParameterizedTest
  @CsvSource({"status, boolean", "n, boolean", "made, date", "id, string", "status, int"})
  void a_result_of_another_type_is_refused_before_any_row(String sql, String expected) {
    assertThatThrownBy(
            () -> SqlExpression.compile(sql, SampleRow.COLUMNS, DataType.parse(expected)))
        .isInstanceOf(InvalidExpressionException.class)
        .hasMessageContaining("and " + expected + " is expected");
  }

  @Test
  void an_error_names_its_line_and_column() {
    assertThatThrownBy(
            () -> SqlExpression.compile("n > 1\n  and emial = 'a'", SampleRow.COLUMNS, null))
        .isInstanceOfSatisfying(
            InvalidExpressionException.class,
            e -> {
              assertThat(e.line()).isEqualTo(2);
              assertThat(e.column()).isEqualTo(7);
              assertThat(e).hasMessage("no column 'emial'; did you mean 'email'?");
            });
  }

  @Test
  void a_fault_tells_no_value_of_the_row() throws Exception {
    List<Field> columns = List.of(new Field("secret", DataType.STRING));
    for (String type :
        List.of("int", "decimal", "double", "boolean", "date", "timestamp", "uuid")) {
      SqlExpression expression =
          SqlExpression.compile("cast(secret as " + type + ")", columns, null);

      assertThatThrownBy(() -> expression.evaluate(new Object[] {"hunter2"}))
          .isInstanceOf(EvaluationException.class)
          .hasMessageNotContaining("hunter2");
    }
  }

  @Test
  void the_columns_that_an_expression_reads_are_known() throws Exception {
    SqlExpression expression =
        SqlExpression.compile("coalesce(status, email) || n", SampleRow.COLUMNS, null);

    assertThat(expression.inputs()).extracting(Field::name).containsExactly("n", "email", "status");
  }

  @Test
  void threads_share_an_expression() throws Exception {
    List<Field> columns = List.of(new Field("n", DataType.INT));
    SqlExpression expression =
        SqlExpression.compile("cast(n as string) || '-' || (n * 2)", columns, null);

    assertThat(
            IntStream.range(0, 20_000)
                .parallel()
                .mapToObj(n -> evaluate(expression, n).equals(n + "-" + 2 * n))
                .allMatch(right -> right))
        .isTrue();
  }

  private static Object evaluate(SqlExpression expression, Object... values) {
    try {
      return expression.evaluate(values);
    } catch (EvaluationException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void an_expression_of_thousands_of_terms_is_refused_or_computed_but_never_breaks() {
    String deep = "(".repeat(5000) + "n" + ")".repeat(5000);
    String wide = "n" + " + n".repeat(5000);

    assertThat(List.of(outcome(deep), outcome(wide)))
        .allSatisfy(outcome -> assertThat(outcome).matches("(?s)(int ⇒ \\d+|invalid ⇒ .*)"));
  }
}
