package io.esync.jobs.compile;

import static java.util.stream.Collectors.toSet;

import io.esync.connectors.spi.write.OnRefusal;
import io.esync.jobs.spec.ConnectorCatalog;
import io.esync.jobs.spec.ControlSpec;
import io.esync.jobs.spec.ControlSpec.Takes;
import io.esync.jobs.spec.PipelineSpec;
import io.esync.jobs.spec.SourceSpec;
import io.esync.jobs.spec.TargetSpec;
import io.esync.operators.control.Command;
import io.esync.operators.control.ControlDecoder;
import io.esync.operators.flink.ControlFunction;
import io.esync.operators.flink.DecodeFunction;
import io.esync.operators.flink.MergeOperator;
import io.esync.operators.flink.ModelTypeInfo;
import io.esync.operators.flink.OutputTags;
import io.esync.operators.flink.PreJoinOperator;
import io.esync.operators.flink.ProtectFunction;
import io.esync.operators.flink.ReplayFunction;
import io.esync.operators.flink.steering.SteeredSource;
import io.esync.operators.flink.steering.SteeringOperatorFactory;
import io.esync.operators.merge.EntityMerge;
import io.esync.operators.merge.EntityPolicy;
import io.esync.operators.merge.MergeInput;
import io.esync.operators.model.AuditEvent;
import io.esync.operators.model.AuditLevel;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.Rejection;
import io.esync.operators.model.SourceRecord;
import io.esync.operators.privacy.EntityProtection;
import io.esync.operators.review.DecisionDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Compiles a pipeline into a Flink graph:
 *
 * <pre>
 *   sources ─▶ decode ─▶ keyBy(key) ─▶ merge ─▶ write
 *      ▲          │           ▲           │ └──▶ reviews ─▶ write
 *   commands      │       decisions       │        │
 *      │          └──── rejections, audit ┴────────┘
 *      └─▶ resync, replay ─▶ decode ─▶ keyBy(key)
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
  private final Map<String, EntityMerge> merges;
  private final ReviewDesk desk;
  private final List<DataStream<Rejection>> rejections = new ArrayList<>();
  private final List<DataStream<AuditEvent>> audit = new ArrayList<>();

  private PipelineCompiler(
      StreamExecutionEnvironment environment, PipelineSpec pipeline, ConnectorCatalog catalog) {
    this.environment = environment;
    this.pipeline = pipeline;
    this.catalog = catalog;
    this.names = new Names(pipeline.id());
    this.auditLevel = pipeline.audit().level();
    this.merges = Merges.of(pipeline);
    this.desk = ReviewDesk.of(pipeline, merges);
  }

  /** Adds the graph of {@code pipeline}, which is valid, to {@code environment}. Does no I/O. */
  public static void compile(
      PipelineSpec pipeline, ConnectorCatalog catalog, StreamExecutionEnvironment environment) {
    FailClosed.configure(environment, pipeline);
    StateSettings.configure(environment, pipeline);
    new PipelineCompiler(environment, pipeline, catalog).compile();
  }

  private void compile() {
    List<DataStream<MergeInput>> inputs = new ArrayList<>();
    pipeline.sources().forEach(source -> inputs.add(decode(source, read(source))));
    if (!pipeline.control(Takes.COMMANDS).isEmpty()) {
      DataStream<Command> commands = Reports.union(commands());
      steer(commands);
      inputs.addAll(replays(commands));
      inputs.addAll(resyncs(commands));
    }
    if (desk.isStaffed()) {
      inputs.addAll(decisions());
    }
    SingleOutputStreamOperator<ChangeRecord> merged = merge(Reports.union(inputs));
    for (TargetSpec target : pipeline.targets()) {
      write(routed(merged, target), target);
    }
    Reports reports = new Reports(pipeline, catalog, names);
    if (desk.isStaffed()) {
      reports.reviews(merged.getSideOutput(OutputTags.REVIEWS), desk);
    }
    reports.deadLetters(rejections);
    if (auditLevel != AuditLevel.NONE) {
      reports.audit(audit);
    }
  }

  private SingleOutputStreamOperator<SourceRecord> read(SourceSpec source) {
    BoundSource<?> bound = BoundSource.of(pipeline, source, catalog);
    Source<SourceRecord, ?, ?> built = bound.build();
    return read(
        pipeline.control(Takes.COMMANDS).isEmpty()
            ? built
            : new SteeredSource<>(built, source.id()),
        names.source(source.id()),
        bound.parallelism(parallelism(source.parallelism())));
  }

  private SingleOutputStreamOperator<SourceRecord> read(
      Source<SourceRecord, ?, ?> source, String name, int parallelism) {
    return environment
        .fromSource(source, WatermarkStrategy.noWatermarks(), name, ModelTypeInfo.SOURCE_RECORD)
        .uid(name)
        .setParallelism(parallelism);
  }

  private List<DataStream<MergeInput>> decisions() {
    return control(
        Takes.DECISIONS, new DecisionDecoder(desk.entities()), ModelTypeInfo.MERGE_INPUT);
  }

  private List<DataStream<Command>> commands() {
    return control(Takes.COMMANDS, CommandStore.decoder(pipeline), ModelTypeInfo.COMMAND);
  }

  /** What people ask for is little: one reader. */
  private <T> List<DataStream<T>> control(
      Takes takes, ControlDecoder<T> decoder, TypeInformation<T> type) {
    List<DataStream<T>> asked = new ArrayList<>();
    for (ControlSpec control : pipeline.control(takes)) {
      Source<SourceRecord, ?, ?> source = BoundSource.of(pipeline, control, catalog).build();
      String name = names.controlDecode(control.id());
      SingleOutputStreamOperator<T> decoded =
          read(source, names.control(control.id()), 1)
              .process(new ControlFunction<>(name, control.id(), decoder, auditLevel), type)
              .name(name)
              .uid(name)
              .setParallelism(1);
      rejections.add(decoded.getSideOutput(OutputTags.REJECTIONS));
      audit.add(decoded.getSideOutput(OutputTags.AUDIT));
      asked.add(decoded);
    }
    return asked;
  }

  private void steer(DataStream<Command> commands) {
    String name = names.steering();
    audit.add(
        commands
            .transform(name, ModelTypeInfo.AUDIT_EVENT, new SteeringOperatorFactory(name))
            .uid(name)
            .setParallelism(1));
  }

  /**
   * Dead letters that are brought in once more. They have a decode of their own, of the same
   * mapping: one with two inputs could not be chained to its source.
   */
  private List<DataStream<MergeInput>> replays(DataStream<Command> commands) {
    String name = names.replay();
    SingleOutputStreamOperator<MergeInput> replays =
        commands
            .process(
                new ReplayFunction(name, Replays.rules(pipeline, catalog)),
                ModelTypeInfo.MERGE_INPUT)
            .name(name)
            .uid(name)
            .setParallelism(1);
    audit.add(replays.getSideOutput(OutputTags.AUDIT));
    List<DataStream<MergeInput>> inputs = new ArrayList<>(List.of(replays));
    for (SourceSpec source : pipeline.sources()) {
      DataStream<SourceRecord> records = replays.getSideOutput(ReplayFunction.records(source.id()));
      inputs.add(decode(source, records, names.replayDecode(source.id()), 1));
    }
    return inputs;
  }

  private List<DataStream<MergeInput>> resyncs(DataStream<Command> commands) {
    Resyncs resyncs = Resyncs.add(pipeline, catalog, names, auditLevel, commands);
    rejections.addAll(resyncs.rejections());
    audit.addAll(resyncs.audit());
    return resyncs.inputs();
  }

  private DataStream<MergeInput> decode(
      SourceSpec source, SingleOutputStreamOperator<SourceRecord> records) {
    SingleOutputStreamOperator<MergeInput> changes =
        decode(source, records, names.decode(source.id()), records.getParallelism());
    return source.hotKeys() == null ? changes : preJoin(source, changes);
  }

  private SingleOutputStreamOperator<MergeInput> decode(
      SourceSpec source, DataStream<SourceRecord> records, String name, int parallelism) {
    DecodeFunction function =
        new DecodeFunction(
            names.decode(source.id()), source.id(), Mappings.of(pipeline, source), auditLevel);
    SingleOutputStreamOperator<MergeInput> changes =
        records
            .process(function, ModelTypeInfo.MERGE_INPUT)
            .name(name)
            .uid(name)
            .setParallelism(parallelism);
    rejections.add(changes.getSideOutput(OutputTags.REJECTIONS));
    audit.add(changes.getSideOutput(OutputTags.AUDIT));
    return changes;
  }

  private DataStream<MergeInput> preJoin(
      SourceSpec source, SingleOutputStreamOperator<MergeInput> changes) {
    Set<String> merged =
        merges.entrySet().stream()
            .filter(entity -> entity.getValue().policy() instanceof EntityPolicy)
            .map(Map.Entry::getKey)
            .collect(toSet());
    String name = names.preJoin(source.id());
    return changes
        .transform(
            name,
            ModelTypeInfo.MERGE_INPUT,
            new PreJoinOperator(
                merged, source.hotKeys().linger().toMillis(), source.hotKeys().keys()))
        .uid(name)
        .setParallelism(changes.getParallelism());
  }

  private SingleOutputStreamOperator<ChangeRecord> merge(DataStream<MergeInput> inputs) {
    SingleOutputStreamOperator<ChangeRecord> merged =
        inputs
            .keyBy(MergeInput::key, ModelTypeInfo.ENTITY_KEY)
            .transform(
                names.merge(),
                ModelTypeInfo.CHANGE_RECORD,
                new MergeOperator(
                    names.merge(), merges, EchoTargets.sources(pipeline, catalog), auditLevel))
            .uid(names.merge());
    audit.add(merged.getSideOutput(OutputTags.AUDIT));
    rejections.add(merged.getSideOutput(OutputTags.REJECTIONS));
    return merged;
  }

  /**
   * What goes to {@code target}, in the order of each key, without personal data it must not get.
   */
  private DataStream<ChangeRecord> routed(DataStream<ChangeRecord> merged, TargetSpec target) {
    Set<String> entities = BoundTarget.of(pipeline, target, catalog).context().routes().keySet();
    DataStream<ChangeRecord> routed = merged;
    if (entities.size() < pipeline.entities().size()) {
      String name = names.route(target.id());
      routed = merged.filter(new RoutedEntities(entities)).name(name).uid(name);
    }
    Map<String, EntityProtection> protections = new Protections(pipeline).of(target);
    if (!protections.isEmpty()) {
      String name = names.protect(target.id());
      routed =
          routed
              .map(new ProtectFunction(protections))
              .returns(ModelTypeInfo.CHANGE_RECORD)
              .name(name)
              .uid(name);
    }
    return parallelism(target.parallelism()) == environment.getParallelism()
        ? routed
        : routed.keyBy(ChangeRecord::key, ModelTypeInfo.ENTITY_KEY);
  }

  private void write(DataStream<ChangeRecord> changes, TargetSpec target) {
    rejections.addAll(
        BoundTarget.of(pipeline, target, catalog)
            .write(
                changes,
                names.target(target.id()),
                parallelism(target.parallelism()),
                OnRefusal.REJECT));
  }

  private int parallelism(Integer declared) {
    return declared == null ? environment.getParallelism() : declared;
  }
}
