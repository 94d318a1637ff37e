package io.esync.connectors.cdc.mysql;

import io.debezium.relational.TableId;
import io.esync.connectors.cdc.capture.AddedTables;
import io.esync.connectors.cdc.capture.BatchEmitter;
import io.esync.connectors.cdc.capture.CaptureSplitReader;
import io.esync.connectors.cdc.capture.PatientSplitsSerializer;
import io.esync.operators.flink.ModelTypeInfo;
import io.esync.operators.model.SourceRecord;
import java.util.List;
import java.util.function.Supplier;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.cdc.connectors.base.config.JdbcSourceConfig;
import org.apache.flink.cdc.connectors.base.source.assigner.state.PendingSplitsState;
import org.apache.flink.cdc.connectors.base.source.jdbc.JdbcIncrementalSource;
import org.apache.flink.cdc.connectors.base.source.meta.split.SourceSplitBase;
import org.apache.flink.cdc.connectors.base.source.reader.IncrementalSourceReader;
import org.apache.flink.cdc.connectors.base.source.reader.IncrementalSourceReaderContext;
import org.apache.flink.connector.base.source.reader.synchronization.FutureCompletingBlockingQueue;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Copies tables in parallel chunks and then follows the binary log.
 *
 * <p>Flink CDC cuts the tables, hands out chunks and keeps their state; reading is done here, see
 * docs/adr/0011. Every change behind a place in the log that was found before the first chunk is
 * emitted, none is left out because a chunk may hold it already: a row of a chunk counts as older
 * than each change.
 */
@SuppressWarnings("unchecked") // Flink CDC's reader takes its parts raw
public final class MySqlCdcSource extends JdbcIncrementalSource<SourceRecord> {
  private static final long serialVersionUID = 1L;

  private final MySqlCapture capture;

  public MySqlCdcSource(MySqlCapture capture) {
    super(
        new SplitConfig.Factory(capture.config()),
        null,
        new LogOffset.Factory(),
        new MySqlDialect(capture));
    this.capture = capture;
  }

  @Override
  public TypeInformation<SourceRecord> getProducedType() {
    return ModelTypeInfo.SOURCE_RECORD;
  }

  @Override
  public SplitEnumerator<SourceSplitBase, PendingSplitsState> createEnumerator(
      SplitEnumeratorContext<SourceSplitBase> context) {
    JdbcSourceConfig config = configFactory.create(0);
    MySqlDialect dialect = new MySqlDialect(capture);
    return new LogFirstEnumerator(
        context,
        config,
        capture.config().copies()
            ? new MySqlSplitAssigner(config, dialect, context)
            : new MySqlSplitAssigner(
                config,
                dialect,
                context,
                MySqlSplitsState.copied(dialect.discoverDataCollections(config))),
        new LogStart(capture),
        false,
        false);
  }

  @Override
  public SplitEnumerator<SourceSplitBase, PendingSplitsState> restoreEnumerator(
      SplitEnumeratorContext<SourceSplitBase> context, PendingSplitsState state) {
    JdbcSourceConfig config = configFactory.create(0);
    MySqlDialect dialect = new MySqlDialect(capture);
    MySqlSplitsState splits = (MySqlSplitsState) state;
    List<TableId> added =
        AddedTables.among(
            dialect.discoverDataCollections(config), splits.getSnapshotPendingSplits());
    AddedTables.copyBesideOthers(added, splits.getSnapshotPendingSplits());
    return new LogFirstEnumerator(
        context,
        config,
        new MySqlSplitAssigner(config, dialect, context, splits),
        new LogStart(capture),
        splits.isStreamSplitAssigned(),
        !added.isEmpty());
  }

  @Override
  public SimpleVersionedSerializer<PendingSplitsState> getEnumeratorCheckpointSerializer() {
    return new MySqlSplitsSerializer(
        new PatientSplitsSerializer(super.getEnumeratorCheckpointSerializer()));
  }

  @Override
  @SuppressWarnings("rawtypes") // Flink CDC's reader takes its parts raw
  public IncrementalSourceReader<SourceRecord, JdbcSourceConfig> createReader(
      SourceReaderContext context) {
    JdbcSourceConfig config = configFactory.create(context.getIndexOfSubtask());
    IncrementalSourceReaderContext shared = new IncrementalSourceReaderContext(context);
    Supplier splitReaders =
        () ->
            new CaptureSplitReader(
                capture.source(), new MySqlReader(capture), config, shared, snapshotHooks);
    return new IncrementalSourceReader(
        new FutureCompletingBlockingQueue<>(),
        splitReaders,
        new BatchEmitter(context.metricGroup().getIOMetricGroup().getNumRecordsInCounter()),
        context.getConfiguration(),
        shared,
        config,
        sourceSplitSerializer,
        new MySqlDialect(capture));
  }
}
