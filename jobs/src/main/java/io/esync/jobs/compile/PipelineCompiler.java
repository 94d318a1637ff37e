package io.esync.jobs.compile;

import io.esync.connectors.spi.TargetConnector;
import io.esync.connectors.spi.TargetConnector.SinkTarget;
import io.esync.connectors.spi.TargetConnector.WriterTarget;
import io.esync.connectors.spi.write.OnRefusal;
import io.esync.connectors.spi.write.WriteOperator;
import io.esync.jobs.spec.ConnectorCatalog;
import io.esync.jobs.spec.OutputSpec;
import io.esync.jobs.spec.PipelineSpec;
import io.esync.jobs.spec.SourceSpec;
import io.esync.jobs.spec.TargetSpec;
import io.esync.operators.flink.DecodeFunction;
import io.esync.operators.flink.MergeOperator;
import io.esync.operators.flink.ModelTypeInfo;
import io.esync.operators.flink.OutputTags;
import io.esync.operators.flink.ReportFunctions;
import io.esync.operators.merge.MergeInput;
import io.esync.operators.model.AuditEvent;
import io.esync.operators.model.AuditLevel;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.Rejection;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SourceRecord;
import io.esync.operators.report.AuditTrail;
import io.esync.operators.report.DeadLetters;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Compiles a pipeline into a Flink graph:
 *
 * <pre>
 *   sources ─▶ decode ─▶ keyBy(key) ─▶ merge ─▶ write
 *                 └──────── rejections, audit ────┘
 * </pre>
 *
 * Every operator's name and uid come from {@link Names}.
 */
public final class PipelineCompiler {
  private final StreamExecutionEnvironment environment;
  private final PipelineSpec pipeline;
  private final ConnectorCatalog catalog;
  private final Names names;
  private final AuditLevel auditLevel;
  private final List<DataStream<Rejection>> rejections = new ArrayList<>();
  private final List<DataStream<AuditEvent>> audit = new ArrayList<>();

  private PipelineCompiler(
      StreamExecutionEnvironment environment, PipelineSpec pipeline, ConnectorCatalog catalog) {
    this.environment = environment;
    this.pipeline = pipeline;
    this.catalog = catalog;
    this.names = new Names(pipeline.id());
    this.auditLevel = pipeline.audit().level();
  }

  /** Adds the graph of {@code pipeline}, which is valid, to {@code environment}. Does no I/O. */
  public static void compile(
      PipelineSpec pipeline, ConnectorCatalog catalog, StreamExecutionEnvironment environment) {
    FailClosed.configure(environment, pipeline);
    new PipelineCompiler(environment, pipeline, catalog).compile();
  }

  private void compile() {
    DataStream<MergeInput> changes =
        union(pipeline.sources().stream().map(source -> decode(source, read(source))).toList());
    DataStream<ChangeRecord> merged = merge(changes);
    for (TargetSpec target : pipeline.targets()) {
      write(routed(merged, target), target);
    }
    report(rejections, names.deadLetters(), pipeline.dlq());
    if (pipeline.audit().level() != AuditLevel.NONE) {
      reportAudit();
    }
  }

  private SingleOutputStreamOperator<SourceRecord> read(SourceSpec source) {
    BoundSource<?> bound = BoundSource.of(pipeline, source, catalog);
    String name = names.source(source.id());
    return environment
        .fromSource(
            bound.build(), WatermarkStrategy.noWatermarks(), name, ModelTypeInfo.SOURCE_RECORD)
        .uid(name)
        .setParallelism(bound.parallelism(parallelism(source.parallelism())));
  }

  private DataStream<MergeInput> decode(
      SourceSpec source, SingleOutputStreamOperator<SourceRecord> records) {
    String name = names.decode(source.id());
    SingleOutputStreamOperator<MergeInput> changes =
        records
            .process(
                new DecodeFunction(name, source.id(), Mappings.of(pipeline, source), auditLevel),
                ModelTypeInfo.MERGE_INPUT)
            .name(name)
            .uid(name)
            .setParallelism(records.getParallelism());
    rejections.add(changes.getSideOutput(OutputTags.REJECTIONS));
    audit.add(changes.getSideOutput(OutputTags.AUDIT));
    return changes;
  }

  private SingleOutputStreamOperator<ChangeRecord> merge(DataStream<MergeInput> inputs) {
    SingleOutputStreamOperator<ChangeRecord> merged =
        inputs
            .keyBy(MergeInput::key, ModelTypeInfo.ENTITY_KEY)
            .transform(
                names.merge(),
                ModelTypeInfo.CHANGE_RECORD,
                new MergeOperator(names.merge(), Merges.of(pipeline), auditLevel))
            .uid(names.merge());
    audit.add(merged.getSideOutput(OutputTags.AUDIT));
    rejections.add(merged.getSideOutput(OutputTags.REJECTIONS));
    return merged;
  }

  /** The changes of the entities that go to {@code target}, in the order of each key. */
  private DataStream<ChangeRecord> routed(DataStream<ChangeRecord> merged, TargetSpec target) {
    Set<String> entities = BoundTarget.of(pipeline, target, catalog).context().routes().keySet();
    DataStream<ChangeRecord> routed = merged;
    if (entities.size() < pipeline.entities().size()) {
      String name = names.route(target.id());
      routed = merged.filter(new RoutedEntities(entities)).name(name).uid(name);
    }
    return parallelism(target.parallelism()) == environment.getParallelism()
        ? routed
        : routed.keyBy(ChangeRecord::key, ModelTypeInfo.ENTITY_KEY);
  }

  private void write(DataStream<ChangeRecord> changes, TargetSpec target) {
    write(
        changes,
        names.target(target.id()),
        BoundTarget.of(pipeline, target, catalog),
        parallelism(target.parallelism()),
        OnRefusal.REJECT);
  }

  private void write(
      DataStream<ChangeRecord> changes,
      String name,
      BoundTarget<?, ?> bound,
      int parallelism,
      OnRefusal onRefusal) {
    TargetConnector.Target target = bound.build();
    if (target instanceof WriterTarget writer) {
      String id = bound.context().target();
      WriteOperator operator =
          new WriteOperator(name, id, writer.factory(), writer.options(), onRefusal);
      SingleOutputStreamOperator<Rejection> refused =
          changes.transform(name, ModelTypeInfo.REJECTION, operator).uid(name);
      refused.setParallelism(parallelism);
      if (onRefusal == OnRefusal.REJECT) {
        rejections.add(refused);
      }
    } else if (target instanceof SinkTarget sink) {
      changes.sinkTo(sink.sink()).name(name).uid(name).setParallelism(parallelism);
    }
  }

  private void report(List<DataStream<Rejection>> streams, String name, OutputSpec output) {
    DataStream<ChangeRecord> rows =
        asRows(union(streams).map(ReportFunctions.deadLetters(pipeline.id())), names.rows(name));
    writeReport(rows, name, output, DeadLetters.ENTITY, DeadLetters.SCHEMA);
  }

  private void reportAudit() {
    DataStream<ChangeRecord> rows =
        asRows(
            union(audit).map(ReportFunctions.auditTrail(pipeline.id())), names.rows(names.audit()));
    writeReport(
        rows, names.audit(), pipeline.audit().output(), AuditTrail.ENTITY, AuditTrail.SCHEMA);
  }

  private static DataStream<ChangeRecord> asRows(
      SingleOutputStreamOperator<ChangeRecord> rows, String name) {
    return rows.returns(ModelTypeInfo.CHANGE_RECORD).name(name).uid(name).setParallelism(1);
  }

  /** Reports are few: one writer, and a refusal fails the job rather than losing a report. */
  private void writeReport(
      DataStream<ChangeRecord> rows,
      String name,
      OutputSpec output,
      String entity,
      RowSchema schema) {
    String id = name.substring(pipeline.id().length() + 1);
    BoundTarget<?, ?> target = BoundTarget.of(pipeline, id, output, entity, schema, catalog);
    write(rows, name, target, 1, OnRefusal.FAIL);
  }

  private int parallelism(Integer declared) {
    return declared == null ? environment.getParallelism() : declared;
  }

  private static <T> DataStream<T> union(List<DataStream<T>> streams) {
    DataStream<T> united = streams.get(0);
    for (DataStream<T> stream : streams.subList(1, streams.size())) {
      united = united.union(stream);
    }
    return united;
  }
}
