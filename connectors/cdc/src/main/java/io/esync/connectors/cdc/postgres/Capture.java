package io.esync.connectors.cdc.postgres;

import io.esync.connectors.cdc.PostgresCdcConfig;
import io.esync.connectors.spi.SourceContext;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * What one source captures and under which names.
 *
 * @param source id of the source in the pipeline file
 * @param slot name of the replication slot
 * @param publication name of the publication
 * @param markers names of replication origins, each without the number of the writer: what bears
 *     one was written by this pipeline
 */
public record Capture(
    PostgresCdcConfig config, String source, String slot, String publication, List<String> markers)
    implements Serializable {
  private static final int LONGEST_NAME = 63;
  private static final int KEPT_OF_LONG_NAME = 54;

  /** The names that {@code config} gives, or else those derived from the ids. */
  public static Capture of(PostgresCdcConfig config, SourceContext context) {
    String slot = config.slotName();
    if (slot == null) {
      slot = derived(context.pipeline(), context.source());
    }
    String publication = config.publicationName() == null ? slot : config.publicationName();
    return new Capture(config, context.source(), slot, publication, context.markers());
  }

  private static String derived(String pipeline, String source) {
    String full = "esync_" + plain(pipeline) + "__" + plain(source);
    if (full.length() <= LONGEST_NAME) {
      return full;
    }
    CRC32 sum = new CRC32();
    sum.update(full.getBytes(StandardCharsets.UTF_8));
    return full.substring(0, KEPT_OF_LONG_NAME) + String.format("_%08x", sum.getValue());
  }

  private static String plain(String id) {
    return id.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "_");
  }

  /** Whether a table is captured, by its full name or by a regular expression. */
  public boolean captures(String schema, String table) {
    String name = schema + "." + table;
    for (String wanted : config.tables()) {
      if (matches(wanted, name)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a transaction of this replication origin was written by this pipeline. */
  boolean isOwn(String origin) {
    return markers.stream().anyMatch(marker -> origin.startsWith(marker + "/"));
  }

  static boolean matches(String wanted, String name) {
    return wanted.equals(name) || Pattern.matches(wanted, name);
  }
}
