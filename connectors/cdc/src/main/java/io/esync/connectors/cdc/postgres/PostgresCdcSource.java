package io.esync.connectors.cdc.postgres;

import io.esync.connectors.cdc.PostgresCdcConfig;
import io.esync.connectors.cdc.capture.AddedTables;
import io.esync.connectors.cdc.capture.BatchEmitter;
import io.esync.connectors.cdc.capture.CaptureSplitReader;
import io.esync.connectors.cdc.capture.PatientSplitsSerializer;
import io.esync.operators.flink.ModelTypeInfo;
import io.esync.operators.model.SourceRecord;
import java.util.List;
import java.util.Properties;
import java.util.function.Supplier;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.cdc.connectors.base.source.assigner.HybridSplitAssigner;
import org.apache.flink.cdc.connectors.base.source.assigner.state.HybridPendingSplitsState;
import org.apache.flink.cdc.connectors.base.source.assigner.state.PendingSplitsState;
import org.apache.flink.cdc.connectors.base.source.assigner.state.SnapshotPendingSplitsState;
import org.apache.flink.cdc.connectors.base.source.meta.split.SourceSplitBase;
import org.apache.flink.cdc.connectors.base.source.reader.IncrementalSourceReaderContext;
import org.apache.flink.cdc.connectors.postgres.source.PostgresSourceBuilder.PostgresIncrementalSource;
import org.apache.flink.cdc.connectors.postgres.source.config.PostgresSourceConfig;
import org.apache.flink.cdc.connectors.postgres.source.config.PostgresSourceConfigFactory;
import org.apache.flink.cdc.connectors.postgres.source.enumerator.PostgresSourceEnumerator;
import org.apache.flink.cdc.connectors.postgres.source.offset.PostgresOffsetFactory;
import org.apache.flink.cdc.connectors.postgres.source.reader.PostgresSourceReader;
import org.apache.flink.connector.base.source.reader.synchronization.FutureCompletingBlockingQueue;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Copies tables in parallel chunks and then follows the change log.
 *
 * <p>Flink CDC cuts the tables, hands out chunks and keeps their state; reading is done here, see
 * docs/adr/0002. Every change that commits after the slot was created is emitted, none is left out
 * because a chunk may hold it already: a row of a chunk counts as older than each change.
 */
@SuppressWarnings("unchecked") // Flink CDC declares its reader raw
public final class PostgresCdcSource extends PostgresIncrementalSource<SourceRecord> {
  private static final long serialVersionUID = 1L;

  private final Capture capture;

  public PostgresCdcSource(Capture capture) {
    this(capture, configuration(capture));
  }

  private PostgresCdcSource(Capture capture, PostgresSourceConfigFactory factory) {
    super(
        factory,
        null,
        new PostgresOffsetFactory(),
        new CaptureDialect(factory.create(0), capture, new Confirmed()));
    this.capture = capture;
  }

  private static PostgresSourceConfigFactory configuration(Capture capture) {
    PostgresCdcConfig config = capture.config();
    PostgresSourceConfigFactory factory = new PostgresSourceConfigFactory();
    factory.hostname(config.host());
    factory.port(config.port());
    factory.database(config.database());
    factory.username(config.username());
    factory.password(config.password().reveal());
    factory.decodingPluginName("pgoutput");
    factory.slotName(capture.slot());
    factory.splitSize(config.splitSize());
    factory.connectTimeout(config.connectTimeout());
    factory.skipSnapshotBackfill(true);
    factory.scanNewlyAddedTableEnabled(true);
    factory.setLsnCommitCheckpointsDelay(0);
    Properties debezium = new Properties();
    debezium.setProperty("database.sslmode", config.sslMode());
    factory.debeziumProperties(debezium);
    return factory;
  }

  @Override
  public TypeInformation<SourceRecord> getProducedType() {
    return ModelTypeInfo.SOURCE_RECORD;
  }

  @Override
  public PostgresSourceEnumerator createEnumerator(
      SplitEnumeratorContext<SourceSplitBase> context) {
    PostgresSourceConfig config = (PostgresSourceConfig) configFactory.create(0);
    CaptureDialect dialect = dialect(config, new Confirmed());
    return new SlotFirstEnumerator(
        context,
        config,
        new HybridSplitAssigner<>(
            config,
            context.currentParallelism(),
            List.of(), // found when it is opened, behind the creation of the slot
            true,
            dialect,
            offsetFactory,
            context),
        dialect,
        new Slot(capture),
        false);
  }

  @Override
  public PostgresSourceEnumerator restoreEnumerator(
      SplitEnumeratorContext<SourceSplitBase> context, PendingSplitsState state) {
    PostgresSourceConfig config = (PostgresSourceConfig) configFactory.create(0);
    CaptureDialect dialect = dialect(config, new Confirmed());
    HybridPendingSplitsState splits = (HybridPendingSplitsState) state;
    SnapshotPendingSplitsState tables = splits.getSnapshotPendingSplits();
    AddedTables.copyBesideOthers(
        AddedTables.among(dialect.discoverDataCollections(config), tables), tables);
    return new SlotFirstEnumerator(
        context,
        config,
        new HybridSplitAssigner<>(
            config, context.currentParallelism(), splits, dialect, offsetFactory, context),
        dialect,
        new Slot(capture),
        true);
  }

  @Override
  public SimpleVersionedSerializer<PendingSplitsState> getEnumeratorCheckpointSerializer() {
    return new PatientSplitsSerializer(super.getEnumeratorCheckpointSerializer());
  }

  @Override
  @SuppressWarnings("rawtypes") // Flink CDC's reader takes its parts raw
  public PostgresSourceReader createReader(SourceReaderContext context) {
    PostgresSourceConfig config =
        (PostgresSourceConfig) configFactory.create(context.getIndexOfSubtask());
    IncrementalSourceReaderContext shared = new IncrementalSourceReaderContext(context);
    Confirmed confirmed = new Confirmed();
    Supplier splitReaders =
        () ->
            new CaptureSplitReader(
                capture.source(),
                new PostgresReader(capture, confirmed),
                config,
                shared,
                snapshotHooks);
    return new PostgresSourceReader(
        new FutureCompletingBlockingQueue<>(),
        splitReaders,
        new BatchEmitter(context.metricGroup().getIOMetricGroup().getNumRecordsInCounter()),
        context.getConfiguration(),
        shared,
        config,
        sourceSplitSerializer,
        dialect(config, confirmed));
  }

  private CaptureDialect dialect(PostgresSourceConfig config, Confirmed confirmed) {
    return new CaptureDialect(config, capture, confirmed);
  }
}
