package io.esync.jobs.compile;

import io.esync.jobs.spec.ConnectorCatalog;
import io.esync.jobs.spec.EntitySpec;
import io.esync.jobs.spec.MergeSpec.Strategy;
import io.esync.jobs.spec.PipelineSpec;
import io.esync.jobs.spec.SourceSpec;
import io.esync.operators.control.Command;
import io.esync.operators.flink.DecodeFunction;
import io.esync.operators.flink.ModelTypeInfo;
import io.esync.operators.flink.OutputTags;
import io.esync.operators.flink.resync.RefusedResyncs;
import io.esync.operators.flink.resync.ResyncOperator;
import io.esync.operators.merge.MergeInput;
import io.esync.operators.model.AuditEvent;
import io.esync.operators.model.AuditLevel;
import io.esync.operators.model.Rejection;
import io.esync.operators.model.SourceRecord;
import io.esync.operators.resync.Rereader;
import io.esync.operators.resync.ResyncScope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * Adds the steps that read tables again, as commands ask for it. What they read is decoded beside
 * the stream of the source, by one instance, so that the end of a table stays behind its rows.
 */
final class Resyncs {
  private static final String REPLICATED =
      "which is replicated: nothing is stored that would tell newer rows from those read again."
          + " Merge it by last-write-wins, or start the pipeline without state";
  private static final String WRITTEN_BACK =
      "which this pipeline writes to a table that it reads: what it wrote there itself would be"
          + " taken for the source's word. Start the pipeline without state";

  private final PipelineSpec pipeline;
  private final ConnectorCatalog catalog;
  private final Names names;
  private final AuditLevel auditLevel;
  private final List<DataStream<MergeInput>> inputs = new ArrayList<>();
  private final List<DataStream<AuditEvent>> audit = new ArrayList<>();
  private final List<DataStream<Rejection>> rejections = new ArrayList<>();

  private Resyncs(
      PipelineSpec pipeline, ConnectorCatalog catalog, Names names, AuditLevel auditLevel) {
    this.pipeline = pipeline;
    this.catalog = catalog;
    this.names = names;
    this.auditLevel = auditLevel;
  }

  static Resyncs add(
      PipelineSpec pipeline,
      ConnectorCatalog catalog,
      Names names,
      AuditLevel auditLevel,
      DataStream<Command> commands) {
    Resyncs resyncs = new Resyncs(pipeline, catalog, names, auditLevel);
    List<ResyncScope> refused = new ArrayList<>();
    for (SourceSpec source : pipeline.sources()) {
      Optional<Rereader> rereader = BoundSource.of(pipeline, source, catalog).rereading();
      if (rereader.isPresent()) {
        resyncs.add(source, rereader.get(), commands);
      } else {
        refused.add(resyncs.scope(source));
      }
    }
    if (!refused.isEmpty()) {
      resyncs.refuse(refused, commands);
    }
    return resyncs;
  }

  private void add(SourceSpec source, Rereader rereader, DataStream<Command> commands) {
    String name = names.resync(source.id());
    SingleOutputStreamOperator<SourceRecord> rows =
        commands
            .transform(
                name,
                ModelTypeInfo.SOURCE_RECORD,
                new ResyncOperator(name, rereader, scope(source)))
            .uid(name)
            .setParallelism(1);
    String decode = names.resyncDecode(source.id());
    SingleOutputStreamOperator<MergeInput> changes =
        rows.process(
                new DecodeFunction(decode, source.id(), Mappings.of(pipeline, source), auditLevel),
                ModelTypeInfo.MERGE_INPUT)
            .name(decode)
            .uid(decode)
            .setParallelism(1);
    inputs.add(changes);
    audit.add(rows.getSideOutput(OutputTags.AUDIT));
    audit.add(changes.getSideOutput(OutputTags.AUDIT));
    rejections.add(changes.getSideOutput(OutputTags.REJECTIONS));
  }

  private ResyncScope scope(SourceSpec source) {
    Map<String, String> unsafe = new LinkedHashMap<>();
    EchoTargets.sources(pipeline, catalog)
        .forEach((entity, echoes) -> unsafe.put(entity, WRITTEN_BACK));
    for (EntitySpec entity : pipeline.entities()) {
      if (entity.merge().strategy() == Strategy.REPLICATE) {
        unsafe.put(entity.name(), REPLICATED);
      }
    }
    return new ResyncScope(source.id(), Mappings.of(pipeline, source), unsafe);
  }

  private void refuse(List<ResyncScope> sources, DataStream<Command> commands) {
    String name = names.resyncRefused();
    audit.add(
        commands
            .process(new RefusedResyncs(name, sources), ModelTypeInfo.AUDIT_EVENT)
            .name(name)
            .uid(name)
            .setParallelism(1));
  }

  List<DataStream<MergeInput>> inputs() {
    return inputs;
  }

  List<DataStream<AuditEvent>> audit() {
    return audit;
  }

  List<DataStream<Rejection>> rejections() {
    return rejections;
  }
}
