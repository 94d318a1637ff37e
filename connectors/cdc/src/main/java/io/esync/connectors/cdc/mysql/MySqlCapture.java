package io.esync.connectors.cdc.mysql;

import io.esync.connectors.cdc.MySqlCdcConfig;
import io.esync.connectors.spi.SourceContext;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * What one source captures.
 *
 * @param source id of the source in the pipeline file
 * @param serverId what the server knows the reader of its log by
 */
public record MySqlCapture(MySqlCdcConfig config, String source, long serverId)
    implements Serializable {
  /** Derived ids lie above those that people give to replicas. */
  private static final long DERIVED = 1L << 30;

  /** The id that {@code config} gives, or else one derived from the ids of pipeline and source. */
  public static MySqlCapture of(MySqlCdcConfig config, SourceContext context) {
    Long serverId = config.serverId();
    return new MySqlCapture(
        config,
        context.source(),
        serverId == null ? derived(context.pipeline() + "/" + context.source()) : serverId);
  }

  private static long derived(String name) {
    CRC32 sum = new CRC32();
    sum.update(name.getBytes(StandardCharsets.UTF_8));
    return DERIVED | (sum.getValue() >>> 2);
  }

  /** Whether a table is captured, by its full name or by a regular expression. */
  public boolean captures(String database, String table) {
    String name = database + "." + table;
    return config.tables().stream().anyMatch(wanted -> matches(wanted, name));
  }

  static boolean matches(String wanted, String name) {
    return wanted.equals(name) || Pattern.matches(wanted, name);
  }
}
