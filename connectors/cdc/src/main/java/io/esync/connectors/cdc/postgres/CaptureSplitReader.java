package io.esync.connectors.cdc.postgres;

import io.esync.operators.model.SourceRecord;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.flink.cdc.connectors.base.source.meta.split.SnapshotSplit;
import org.apache.flink.cdc.connectors.base.source.meta.split.SourceSplitBase;
import org.apache.flink.cdc.connectors.base.source.meta.split.StreamSplit;
import org.apache.flink.cdc.connectors.base.source.reader.IncrementalSourceReaderContext;
import org.apache.flink.cdc.connectors.base.source.utils.hooks.SnapshotPhaseHook;
import org.apache.flink.cdc.connectors.base.source.utils.hooks.SnapshotPhaseHooks;
import org.apache.flink.cdc.connectors.postgres.source.config.PostgresSourceConfig;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsChange;

/**
 * Reads chunks, one after the other, and then the change log where this reader was given it. When
 * tables are added to a running log, the log pauses for their chunks and starts anew behind them.
 */
final class CaptureSplitReader implements SplitReader<CapturedBatch, SourceSplitBase> {
  private static final int BATCH = 1000;
  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final Capture capture;
  private final PostgresSourceConfig config;
  private final Confirmed confirmed;
  private final IncrementalSourceReaderContext context;
  private final SnapshotPhaseHooks hooks;
  private final TypeCatalog types = new TypeCatalog();
  private final Deque<SnapshotSplit> chunks = new ArrayDeque<>();

  private StreamSplit log;
  private volatile boolean awake;

  private Connection connection;
  private SnapshotSplit chunk;
  private ChunkReader chunkReader;
  private ChangeStream stream;

  CaptureSplitReader(
      Capture capture,
      PostgresSourceConfig config,
      Confirmed confirmed,
      IncrementalSourceReaderContext context,
      SnapshotPhaseHooks hooks) {
    this.capture = capture;
    this.config = config;
    this.confirmed = confirmed;
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
      return chunkReader != null || !chunks.isEmpty() ? fetchChunk() : fetchLog();
    } catch (SQLException e) {
      throw new IOException("reading '" + capture.source() + "' failed: " + e.getMessage(), e);
    } finally {
      awake = false;
    }
  }

  private RecordsWithSplitIds<CapturedBatch> fetchChunk() throws SQLException {
    if (chunkReader == null) {
      closeStream();
      openChunk();
    }
    List<SourceRecord> records = chunkReader.next(BATCH);
    String id = chunk.splitId();
    long position = chunkReader.slotPosition();
    boolean last = records.size() < BATCH;
    if (last) {
      chunkReader.close();
      chunkReader = null;
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
    if (connection == null) {
      connection = Connections.open(capture.config());
    }
    chunk = chunks.remove();
    run(hooks.getPreLowWatermarkAction());
    run(hooks.getPostLowWatermarkAction());
    chunkReader = ChunkReader.open(connection, types, capture, chunk);
  }

  private void run(SnapshotPhaseHook hook) throws SQLException {
    if (hook != null) {
      hook.accept(config, chunk);
    }
  }

  private RecordsWithSplitIds<CapturedBatch> fetchLog() throws SQLException {
    closeConnection();
    if (log == null) {
      return new SplitBatch(null, null, Set.of());
    }
    if (context.isStreamSplitReaderSuspended()) {
      closeStream();
      log = null;
      return new SplitBatch(null, null, Set.of(StreamSplit.STREAM_SPLIT_ID));
    }
    if (stream == null) {
      stream = ChangeStream.open(capture, confirmed, Positions.position(log.getStartingOffset()));
    }
    CapturedBatch batch = stream.next(BATCH, PATIENCE_NANOS, () -> awake);
    return new SplitBatch(log.splitId(), batch, Set.of());
  }

  private void closeStream() throws SQLException {
    if (stream != null) {
      stream.close();
      stream = null;
    }
  }

  private void closeConnection() throws SQLException {
    if (connection != null) {
      connection.close();
      connection = null;
    }
  }

  @Override
  public void close() throws SQLException {
    closeStream();
    closeConnection();
  }
}
