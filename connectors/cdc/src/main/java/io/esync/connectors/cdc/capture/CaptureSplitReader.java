package io.esync.connectors.cdc.capture;

import io.esync.operators.model.SourceRecord;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.flink.cdc.connectors.base.config.JdbcSourceConfig;
import org.apache.flink.cdc.connectors.base.source.meta.offset.Offset;
import org.apache.flink.cdc.connectors.base.source.meta.split.SnapshotSplit;
import org.apache.flink.cdc.connectors.base.source.meta.split.SourceSplitBase;
import org.apache.flink.cdc.connectors.base.source.meta.split.StreamSplit;
import org.apache.flink.cdc.connectors.base.source.reader.IncrementalSourceReaderContext;
import org.apache.flink.cdc.connectors.base.source.utils.hooks.SnapshotPhaseHook;
import org.apache.flink.cdc.connectors.base.source.utils.hooks.SnapshotPhaseHooks;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsChange;

/**
 * Reads chunks, one after the other, and then the change log where this reader was given it. When
 * tables are added to a running log, the log pauses for their chunks and starts anew behind them.
 */
public final class CaptureSplitReader implements SplitReader<CapturedBatch, SourceSplitBase> {
  private static final int BATCH = 1000;
  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final String source;
  private final DatabaseReader database;
  private final JdbcSourceConfig config;
  private final IncrementalSourceReaderContext context;
  private final SnapshotPhaseHooks hooks;
  private final Deque<SnapshotSplit> chunks = new ArrayDeque<>();

  private StreamSplit log;
  private volatile boolean awake;

  private SnapshotSplit chunk;
  private ChunkReader rows;
  private ChangeFeed feed;

  /**
   * A reader.
   *
   * @param source id of the source, for messages
   * @param hooks what tests do between the steps of a chunk
   */
  public CaptureSplitReader(
      String source,
      DatabaseReader database,
      JdbcSourceConfig config,
      IncrementalSourceReaderContext context,
      SnapshotPhaseHooks hooks) {
    this.source = source;
    this.database = database;
    this.config = config;
    this.context = context;
    this.hooks = hooks;
  }

  @Override
  public void handleSplitsChanges(SplitsChange<SourceSplitBase> change) {
    for (SourceSplitBase split : change.splits()) {
      if (split.isSnapshotSplit()) {
        chunks.add(split.asSnapshotSplit());
      } else {
        log = split.asStreamSplit();
      }
    }
  }

  @Override
  public void wakeUp() {
    awake = true;
  }

  @Override
  public RecordsWithSplitIds<CapturedBatch> fetch() throws IOException {
    try {
      return rows != null || !chunks.isEmpty() ? fetchChunk() : fetchLog();
    } catch (SQLException e) {
      throw new IOException("reading '" + source + "' failed: " + e.getMessage(), e);
    } finally {
      awake = false;
    }
  }

  private RecordsWithSplitIds<CapturedBatch> fetchChunk() throws SQLException {
    if (rows == null) {
      closeFeed();
      openChunk();
    }
    List<SourceRecord> records = rows.next(BATCH);
    String id = chunk.splitId();
    Offset position = rows.position();
    boolean last = records.size() < BATCH;
    if (last) {
      rows.close();
      rows = null;
      run(hooks.getPreHighWatermarkAction());
      run(hooks.getPostHighWatermarkAction());
    }
    return new SplitBatch(id, new CapturedBatch(records, position, last), finished(last, id));
  }

  /** A chunk that is read between two stretches of the log ends the former stretch with it. */
  private Set<String> finished(boolean last, String chunkId) {
    if (!last) {
      return Set.of();
    }
    if (!context.isHasAssignedStreamSplit()) {
      return Set.of(chunkId);
    }
    log = null;
    return Set.of(chunkId, StreamSplit.STREAM_SPLIT_ID);
  }

  private void openChunk() throws SQLException {
    chunk = chunks.remove();
    run(hooks.getPreLowWatermarkAction());
    run(hooks.getPostLowWatermarkAction());
    rows = database.chunk(chunk);
  }

  private void run(SnapshotPhaseHook hook) throws SQLException {
    if (hook != null) {
      hook.accept(config, chunk);
    }
  }

  private RecordsWithSplitIds<CapturedBatch> fetchLog() throws SQLException {
    database.closeChunks();
    if (log == null) {
      return new SplitBatch(null, null, Set.of());
    }
    if (context.isStreamSplitReaderSuspended()) {
      closeFeed();
      log = null;
      return new SplitBatch(null, null, Set.of(StreamSplit.STREAM_SPLIT_ID));
    }
    if (feed == null) {
      feed = database.log(log.getStartingOffset());
    }
    CapturedBatch batch = feed.next(BATCH, PATIENCE_NANOS, () -> awake);
    return new SplitBatch(log.splitId(), batch, Set.of());
  }

  private void closeFeed() throws SQLException {
    if (feed != null) {
      feed.close();
      feed = null;
    }
  }

  @Override
  public void close() throws SQLException {
    closeFeed();
    database.closeChunks();
  }
}
