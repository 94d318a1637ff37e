package io.esync.jobs.spec.bind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esync.connectors.spi.Option;
import io.esync.jobs.spec.tree.Problem;
import io.esync.jobs.spec.tree.Problems;
import io.esync.jobs.spec.tree.TreeReader;
import io.esync.operators.model.DataType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordBinderTest {
  private final Problems problems = new Problems("f");

  record Wheel(@Option("Size in inches.") int size) {
    Wheel {
      if (size < 1) {
        throw new IllegalArgumentException("size must be at least 1, not " + size);
      }
    }
  }

  record Car(
      @Option(value = "Name.", defaultValue = "*") String name,
      @Option(value = "Weight.", optional = true) Integer weight,
      @Option(value = "Mileage.", optional = true) Long mileage,
      @Option(value = "Load.", optional = true) Double load,
      @Option(value = "Open.", optional = true) Boolean open,
      @Option(value = "Pause.", optional = true) Duration pause,
      @Option(value = "Colour.", optional = true) Colour colour,
      @Option(value = "Type.", optional = true) DataType type,
      @Option(value = "Wheels.", optional = true) List<Wheel> wheels,
      @Option(value = "Seats.", optional = true) Map<String, Integer> seats) {}

  @NotYet("ultra-violet")
  enum Colour {
    RED,
    SKY_BLUE
  }

  private <T extends Record> Optional<T> bind(Class<T> type, String yaml) {
    RecordBinder binder =
        new RecordBinder(problems, References.kept(), (owner, key, node) -> Optional.empty());
    return TreeReader.readMap(yaml, problems).flatMap(node -> binder.bind(type, node));
  }

  private List<String> problems() {
    return problems.inOrder().stream().map(Problem::toString).toList();
  }

  @Test
  void what_is_left_out_is_the_default_or_null_or_empty() {
    Optional<Car> car = bind(Car.class, "{}");

    assertThat(car)
        .contains(new Car("*", null, null, null, null, null, null, null, List.of(), Map.of()));
  }

  @Test
  void values_become_what_their_components_are() {
    Optional<Car> car =
        bind(
            Car.class,
            "{name: 7, weight: -3, mileage: 5000000000, load: 2, open: false, pause: 1500ms,"
                + " colour: sky-blue, type: array<int>, wheels: [{size: 1}, {size: 2}],"
                + " seats: {front: 2}}");

    assertThat(problems()).isEmpty();
    assertThat(car)
        .contains(
            new Car(
                "7",
                -3,
                5_000_000_000L,
                2.0,
                false,
                Duration.ofMillis(1500),
                Colour.SKY_BLUE,
                DataType.arrayOf(DataType.INT),
                List.of(new Wheel(1), new Wheel(2)),
                Map.of("front", 2)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "weight: heavy    | f:1:9: weight: expected a whole number, found text 'heavy'",
        "weight: '5'      | f:1:9: weight: expected a whole number, found text '5'",
        "weight: 1.5      | f:1:9: weight: expected a whole number, found '1.5'",
        "weight: []       | f:1:1: weight: expected a single value, found a list",
        "load: much       | f:1:7: load: expected a number, found text 'much'",
        "open: maybe      | f:1:7: open: expected true or false, found text 'maybe'",
        "name: {a: 1}     | f:1:1: name: expected a single value, found a map",
        "wheels: {a: 1}   | f:1:1: wheels: expected a list, found a map",
        "wheels: [1]      | f:1:10: wheels[0]: expected a map, found a whole number",
        "wheels: [{}]     | f:1:10: wheels[0].size: required and missing: Size in inches.",
        "'wheels: [{size: 0}]' | f:1:17: wheels[0].size: size must be at least 1, not 0",
        "seats: [1]       | f:1:1: seats: expected a map, found a list",
        "'seats: {a: }'   | f:1:9: seats.a: expected a value",
        "colour: ultra-violet | f:1:9: colour: 'ultra-violet' is not supported yet (use red or sky-blue)",
        "colour: rad      | f:1:9: colour: expected one of red, sky-blue, found 'rad' (did you mean 'red'?)",
      })
  void a_value_that_does_not_fit_is_reported_with_what_was_expected(String yaml, String problem) {
    assertThat(bind(Car.class, yaml)).isEmpty();

    assertThat(problems()).containsExactly(problem);
  }

  @Test
  void a_whole_number_out_of_range_is_reported_with_the_range() {
    bind(Car.class, "weight: 5000000000");

    assertThat(problems())
        .containsExactly(
            "f:1:9: weight: expected a whole number from -2147483648 to 2147483647, found"
                + " '5000000000'");
  }

  @ParameterizedTest
  @CsvSource({"500ms,500", "2s,2000", "5 min,300000", "1h,3600000", "1d,86400000", "PT1.5S,1500"})
  void durations_have_units(String text, long milliseconds) {
    assertThat(DurationText.parse(text)).contains(Duration.ofMillis(milliseconds));
  }

  @ParameterizedTest
  @CsvSource({"5", "s", "5 weeks", "1.5s", "-3s", "999999999999999d"})
  void a_duration_without_a_known_unit_is_none(String text) {
    assertThat(DurationText.parse(text)).isEmpty();
  }

  record Undeclared(String name) {}

  record Buggy(@Option(value = "Name.", defaultValue = "x") String name) {
    Buggy {
      throw new IllegalStateException("bug");
    }
  }

  @Test
  void mistakes_of_the_programmer_are_no_problems_of_the_user() {
    assertThatThrownBy(() -> bind(Undeclared.class, "{}"))
        .hasMessageContaining("Undeclared.name lacks its @Option");
    assertThatThrownBy(() -> bind(Buggy.class, "{}"))
        .isInstanceOf(IllegalStateException.class)
        .hasRootCauseMessage("bug");
  }
}
