package io.esync.benchmarks;

import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.api.java.utils.ParameterTool;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;

/**
 * The alternative: the copy as the documentation of Flink CDC and of Flink's JDBC connector writes
 * it. Arguments: {@code --host --port --source --target --user --password --slot} and {@code
 * --source.<option>}, {@code --sink.<option>} for further options of the two tables.
 */
public final class FlinkSqlCopy {
  private static final String COLUMNS =
      "id BIGINT, name STRING, email STRING, balance DECIMAL(18,2), score DOUBLE, active BOOLEAN,"
          + " age INT, born DATE, updated TIMESTAMP(6), note STRING, PRIMARY KEY (id) NOT ENFORCED";

  private FlinkSqlCopy() {}

  public static void main(String[] arguments) {
    ParameterTool parameters = ParameterTool.fromArgs(arguments);
    TableEnvironment tables = TableEnvironment.create(EnvironmentSettings.inStreamingMode());
    tables.executeSql(
        "CREATE TABLE source_item ("
            + COLUMNS
            + ") WITH ('connector' = 'postgres-cdc', 'hostname' = '"
            + parameters.get("host")
            + "', 'port' = '"
            + parameters.get("port")
            + "', 'database-name' = '"
            + parameters.get("source")
            + "', 'schema-name' = 'public', 'table-name' = 'bench_item', 'decoding.plugin.name' ="
            + " 'pgoutput', 'slot.name' = '"
            + parameters.get("slot")
            + "', "
            + credentials(parameters)
            + more(parameters, "source.")
            + ")");
    tables.executeSql(
        "CREATE TABLE target_item ("
            + COLUMNS
            + ") WITH ('connector' = 'jdbc', 'table-name' = 'bench_item', 'url' ="
            + " 'jdbc:postgresql://"
            + parameters.get("host")
            + ":"
            + parameters.get("port")
            + "/"
            + parameters.get("target")
            + parameters.get("url-options", "")
            + "', "
            + credentials(parameters)
            + more(parameters, "sink.")
            + ")");
    tables.executeSql("INSERT INTO target_item SELECT * FROM source_item");
  }

  private static String credentials(ParameterTool parameters) {
    return "'username' = '"
        + parameters.get("user")
        + "', 'password' = '"
        + parameters.get("password")
        + "'";
  }

  /** Further options: those of the source without their prefix, those of the sink with it. */
  private static String more(ParameterTool parameters, String prefix) {
    return parameters.toMap().entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(prefix))
        .sorted(Map.Entry.comparingByKey())
        .map(
            entry ->
                ", '"
                    + (prefix.equals("source.")
                        ? entry.getKey().substring(prefix.length())
                        : entry.getKey())
                    + "' = '"
                    + entry.getValue()
                    + "'")
        .collect(Collectors.joining());
  }
}
