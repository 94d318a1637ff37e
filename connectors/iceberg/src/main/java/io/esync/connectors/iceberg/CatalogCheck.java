package io.esync.connectors.iceberg;

import io.esync.connectors.iceberg.CatalogAccess.OpenCatalog;
import io.esync.connectors.spi.CheckFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.apache.flink.core.fs.UnsupportedFileSystemSchemeException;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.RuntimeIOException;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.PositionOutputStream;

/** Tests whether the catalogue answers, the warehouse can be written and the tables fit. */
final class CatalogCheck {
  private CatalogCheck() {}

  /** All that keeps the tables from being written, if anything. */
  static List<CheckFailure> of(IcebergConfig config, Collection<TableRoute> routes) {
    CatalogAccess access = config.access();
    List<CheckFailure> failures = new ArrayList<>();
    String warehouse = access.properties().get(CatalogProperties.WAREHOUSE_LOCATION);
    if (warehouse != null && access.type() != IcebergConfig.CatalogType.HADOOP) {
      checkWarehouse(warehouse, failures);
    }
    try (OpenCatalog catalog = access.open()) {
      for (TableRoute route : routes) {
        checkTable(catalog, route, failures);
      }
    } catch (RuntimeException e) {
      failures.add(
          new CheckFailure(
              "the catalogue " + access.address() + " cannot be used: " + reason(e),
              "Correct 'uri', 'username', 'password' or 'warehouse', or start the catalogue."));
    }
    return failures;
  }

  private static void checkTable(
      OpenCatalog catalog, TableRoute route, List<CheckFailure> failures) {
    Table table = TargetTable.load(catalog.catalog(), route).orElse(null);
    if (table != null) {
      failures.addAll(TableFit.problems(route, table, route.fields(), route.key()));
    } else if (!route.create()) {
      failures.add(
          new CheckFailure(
              "there is no table '" + route.table() + "'",
              "Create it, or set create: if-missing."));
    } else if (!route.fields().isEmpty()) {
      failures.addAll(TargetTable.definitionProblems(route));
    }
  }

  private static void checkWarehouse(String warehouse, List<CheckFailure> failures) {
    FlinkFileIO files = new FlinkFileIO();
    OutputFile probe = files.newOutputFile(warehouse + "/.esync-check-" + UUID.randomUUID());
    try (PositionOutputStream out = probe.createOrOverwrite()) {
      out.write('\n');
    } catch (IOException | RuntimeException e) {
      boolean noPlugin =
          e instanceof RuntimeIOException
              && e.getCause() instanceof UnsupportedFileSystemSchemeException;
      failures.add(
          noPlugin
              ? new CheckFailure(
                  "Flink has no file system for the warehouse " + warehouse,
                  "Put its plugin into a folder of Flink's plugins directory, for s3:// the jar"
                      + " flink-s3-fs-hadoop into plugins/s3-fs-hadoop, and start Flink again.")
              : new CheckFailure(
                  "files cannot be created in the warehouse " + warehouse + ": " + reason(e),
                  "Give a directory that the user of the Flink processes may create and write."));
      return;
    }
    files.deleteFile(probe.location());
  }

  private static String reason(Throwable failure) {
    StringBuilder text = new StringBuilder(String.valueOf(failure.getMessage()));
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      if (text.indexOf(message) < 0) {
        text.append(": ").append(message);
      }
    }
    return text.toString();
  }
}
