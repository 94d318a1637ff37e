package io.esync.jobs.spec.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TreeReaderTest {
  private final Problems problems = new Problems("f");

  private MapNode read(String yaml) {
    return TreeReader.readMap(yaml, problems).orElseThrow();
  }

  private List<String> problems() {
    return problems.inOrder().stream().map(Problem::toString).toList();
  }

  @Test
  void every_value_knows_where_it_stands() {
    MapNode root = read("a:\n  - b: x\n    c: {d: 1}\ne: true\n");

    MapNode item = root.maps("a").get(0);
    assertThat(root.get("a").orElseThrow().place()).isEqualTo(new Place(1, 1));
    assertThat(item.place()).isEqualTo(new Place(2, 5));
    assertThat(item.scalar("b").orElseThrow().place()).isEqualTo(new Place(2, 8));
    assertThat(item.get("c").orElseThrow().place()).isEqualTo(new Place(3, 5));
    assertThat(item.map("c").orElseThrow().scalar("d").orElseThrow().path()).isEqualTo("a[0].c.d");
    assertThat(root.scalar("e").orElseThrow().kind()).isEqualTo(ScalarNode.Kind.BOOLEAN);
    assertThat(problems()).isEmpty();
  }

  @Test
  void text_is_kept_as_it_was_written() {
    MapNode root = read("version: 1.10\nid: 007\nno: 'no'\nblock: |\n  a\n  b\nempty: ''\n");

    assertThat(root.scalar("version").orElseThrow().text()).isEqualTo("1.10");
    assertThat(root.scalar("id").orElseThrow().text()).isEqualTo("007");
    assertThat(root.scalar("no").orElseThrow().kind()).isEqualTo(ScalarNode.Kind.TEXT);
    assertThat(root.scalar("block").orElseThrow().text()).isEqualTo("a\nb\n");
    assertThat(root.scalar("empty").orElseThrow().text()).isEmpty();
  }

  @Test
  void a_key_without_a_value_is_as_good_as_not_there() {
    MapNode root = read("a:\nb: null\nc: ~\n");

    assertThat(root.get("a")).isEmpty();
    assertThat(root.get("b")).isEmpty();
    assertThat(root.get("c")).isEmpty();
    assertThat(root.entries()).containsOnlyKeys("a", "b", "c");
  }

  @Test
  void all_that_cannot_be_taken_is_reported_and_the_rest_is_read() {
    MapNode root = read("a: &x 1\nb: *x\na: 2\nl: [1, null]\nz: 3\n");

    assertThat(problems())
        .containsExactly(
            "f:2:4: b: a YAML alias (*name) is not supported (write the value out)",
            "f:3:1: a: the key stands here twice (first in line 1)",
            "f:4:8: l[1]: expected a value, found nothing");
    assertThat(root.scalar("a").orElseThrow().text()).isEqualTo("1");
    assertThat(root.scalar("z")).isPresent();
  }

  static Stream<Arguments> broken() {
    return Stream.of(
        Arguments.of("a: 'x\n", "f:2:1: this is no valid YAML: while scanning a quoted scalar"),
        Arguments.of("a: 1\n b: 2\n", "f:2:3: this is no valid YAML: mapping values are not"),
        Arguments.of("a: 1\n---\nb: 2\n", "f:3:1: expected one document, found another after it"),
        Arguments.of("\tpassword: hunter2\n", "f:1:1: this is no valid YAML: while scanning"),
        Arguments.of("# nothing\n", "f:1:1: the file is empty"),
        Arguments.of("text\n", "f:1:1: expected a map, found text"));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void what_is_no_map_is_one_problem_that_quotes_nothing(String yaml, String problem) {
    TreeReader.readMap(yaml, problems);

    assertThat(problems()).hasSize(1);
    assertThat(problems().get(0)).startsWith(problem).doesNotContain("hunter2");
  }
}
