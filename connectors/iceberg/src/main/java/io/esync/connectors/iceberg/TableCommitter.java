package io.esync.connectors.iceberg;

import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import io.esync.connectors.iceberg.CatalogAccess.OpenCatalog;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.iceberg.ContentFileParser;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.RowDelta;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.shaded.com.fasterxml.jackson.databind.JsonNode;
import org.apache.iceberg.shaded.com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Adds the files of completed checkpoints to their tables, each table in one step and once: a
 * reader sees all of a checkpoint or nothing. What the table's mark covers is not added again.
 */
final class TableCommitter implements Committer<CheckpointFiles> {
  /** Names the commit in the summary of its snapshots. */
  static final String SUMMARY = "esync.commit";

  private static final String MARK = "esync.committed.";
  private static final int RECENT_SNAPSHOTS = 1_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final OpenCatalog catalog;
  private final String target;
  private final RetryPolicy<Object> retries;
  private final Map<String, Table> tables = new HashMap<>();

  /**
   * @param target pipeline and target, which name the mark
   * @param retryTimeout how long a commit is tried again
   */
  TableCommitter(OpenCatalog catalog, String target, Duration retryTimeout) {
    this.catalog = catalog;
    this.target = target;
    this.retries = retryPolicy(retryTimeout);
  }

  private static RetryPolicy<Object> retryPolicy(Duration timeout) {
    var policy =
        RetryPolicy.builder()
            .handleIf(
                failure ->
                    failure instanceof RuntimeException
                        && !(failure instanceof NoSuchTableException
                            || failure instanceof NotFoundException));
    Duration half = timeout.dividedBy(2);
    return half.isZero()
        ? policy.withMaxRetries(0).build()
        : policy
            .withBackoff(
                Duration.ofMillis(Math.max(1, Math.min(200, half.toMillis()))),
                Duration.ofSeconds(5))
            .withMaxRetries(-1)
            .withMaxDuration(timeout)
            .build();
  }

  @Override
  public void commit(Collection<CommitRequest<CheckpointFiles>> requests) {
    // Never handed back for later: the next checkpoint must not be committed before this one.
    for (CommitRequest<CheckpointFiles> request : requests) {
      CheckpointFiles checkpoint = request.getCommittable();
      Map<String, List<WrittenFiles>> byTable =
          checkpoint.files().stream()
              .collect(
                  Collectors.groupingBy(
                      WrittenFiles::table, LinkedHashMap::new, Collectors.toList()));
      byTable.forEach(
          (table, files) -> Failsafe.with(retries).run(() -> commit(table, checkpoint, files)));
    }
  }

  private void commit(String name, CheckpointFiles checkpoint, List<WrittenFiles> files)
      throws IOException {
    Table table =
        tables.computeIfAbsent(
            name, missing -> catalog.catalog().loadTable(TableIdentifier.parse(missing)));
    table.refresh();
    CommitMark mark = CommitMark.parse(table.properties().get(MARK + target));
    if (mark.covers(checkpoint)) {
      return;
    }
    String commit = target + " " + checkpoint.job() + ":" + checkpoint.checkpoint();
    Transaction transaction = table.newTransaction();
    for (List<WrittenFiles> generation : generations(files)) {
      String part = commit + "/" + generation.get(0).generation();
      add(generation, transaction, table.specs(), part);
    }
    transaction.updateProperties().set(MARK + target, mark.with(checkpoint).toString()).commit();
    transaction.commitTransaction();
  }

  private static Collection<List<WrittenFiles>> generations(List<WrittenFiles> files) {
    return files.stream()
        .collect(Collectors.groupingBy(WrittenFiles::generation, TreeMap::new, Collectors.toList()))
        .values();
  }

  private static void add(
      List<WrittenFiles> written,
      Transaction transaction,
      Map<Integer, PartitionSpec> specs,
      String commit)
      throws IOException {
    RowDelta delta =
        transaction
            .newRowDelta()
            .set(SUMMARY, commit)
            .validateWith(ancestors -> isNew(commit, ancestors));
    for (WrittenFiles files : written) {
      for (String json : files.dataFiles()) {
        delta.addRows((DataFile) ContentFileParser.fromJson(node(json), specs));
      }
      for (String json : files.deleteFiles()) {
        delta.addDeletes((DeleteFile) ContentFileParser.fromJson(node(json), specs));
      }
    }
    delta.commit();
  }

  /**
   * Whether no snapshot is of this commit: a committer that was given up for dead may have woken up
   * after the mark was read. Asked again whenever another commit came between.
   */
  private static boolean isNew(String commit, Iterable<Snapshot> ancestors) {
    return StreamSupport.stream(ancestors.spliterator(), false)
        .limit(RECENT_SNAPSHOTS)
        .noneMatch(snapshot -> commit.equals(snapshot.summary().get(SUMMARY)));
  }

  private static JsonNode node(String json) throws IOException {
    return JSON.readTree(json);
  }

  @Override
  public void close() {
    catalog.close();
  }
}
