package io.esync.jobs.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.esync.jobs.cluster.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the tests of the whole project do without. */
class TestSourcesTest {
  private static final Path HOME = Installation.find().home();
  private static final Pattern SLEEP =
      Pattern.compile("\\bsleep\\s*\\(\\s*[\\w(]|Uninterruptibles|\\bLockSupport\\b");
  private static final Pattern SLEEP_IN_SQL = Pattern.compile("pg_sleep");
  private static final Pattern MOCK =
      Pattern.compile("(?i)\\b(mockito|easymock|powermock|jmockit|wiremock)\\b");

  @Test
  void no_test_sleeps() throws IOException {
    List<String> found =
        matches(
            file ->
                file.toString().contains("/src/test/") && !file.endsWith("TestSourcesTest.java"),
            line -> SLEEP.matcher(line).find() && !SLEEP_IN_SQL.matcher(line).find());

    assertThat(found).isEmpty();
  }

  @Test
  void nothing_is_mocked() throws IOException {
    List<String> found =
        matches(file -> !file.endsWith("TestSourcesTest.java"), line -> MOCK.matcher(line).find());

    assertThat(found).isEmpty();
  }

  @Test
  void no_test_is_switched_off() throws IOException {
    List<String> found =
        matches(
            file -> file.toString().contains("/src/test/"),
            line -> line.matches("\\s*@Disabled\\b.*"));

    assertThat(found).isEmpty();
  }

  @Test
  void no_violation_of_an_architecture_rule_is_frozen() throws IOException {
    List<String> found =
        matches(
            file -> !file.endsWith("TestSourcesTest.java"),
            line -> line.contains("FreezingArchRule"));

    assertThat(found).isEmpty();
  }

  /** The lines of Java sources and poms, with their places. */
  private static List<String> matches(Predicate<Path> files, Predicate<String> lines)
      throws IOException {
    List<String> found = new ArrayList<>();
    for (String module : List.of("operators", "connectors", "jobs")) {
      try (Stream<Path> all = Files.walk(HOME.resolve(module))) {
        for (Path file : all.filter(TestSourcesTest::isSource).filter(files).toList()) {
          int number = 0;
          for (String line : Files.readAllLines(file)) {
            number++;
            if (lines.test(line)) {
              found.add(HOME.relativize(file) + ":" + number + ": " + line.strip());
            }
          }
        }
      }
    }
    return found;
  }

  private static boolean isSource(Path file) {
    boolean built = file.toString().contains("/target/");
    return !built && (file.toString().endsWith(".java") || file.endsWith("pom.xml"));
  }
}
