package io.esync.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;

/**
 * The alternative's job: executes a file of Flink SQL as its SQL client does. Statements end with a
 * semicolon at the end of a line; {@code SET 'key' = 'value'} changes the configuration.
 */
public final class SqlScript {
  private static final Pattern END = Pattern.compile(";\\s*(\n|$)");
  private static final Pattern SET = Pattern.compile("SET '([^']+)' = '([^']*)'");

  private SqlScript() {}

  /**
   * Executes a file.
   *
   * @param arguments its path
   */
  public static void main(String[] arguments) throws IOException {
    TableEnvironment tables = TableEnvironment.create(EnvironmentSettings.inStreamingMode());
    for (String statement : END.split(Files.readString(Path.of(arguments[0])), -1)) {
      Matcher set = SET.matcher(statement.strip());
      if (set.matches()) {
        tables.getConfig().set(set.group(1), set.group(2));
      } else if (!statement.isBlank()) {
        tables.executeSql(statement);
      }
    }
  }
}
