package io.esync.jobs.compile;

import com.fasterxml.jackson.databind.JsonNode;
import io.esync.jobs.compile.Scenario.Step;
import io.esync.jobs.spec.PipelineSpec;
import io.esync.jobs.spec.SourceSpec;
import io.esync.operators.flink.ChangeRecordSerializer;
import io.esync.operators.flink.DecodeFunction;
import io.esync.operators.flink.MergeOperator;
import io.esync.operators.flink.ModelTypeInfo;
import io.esync.operators.flink.OutputTags;
import io.esync.operators.merge.MergeInput;
import io.esync.operators.merge.ReviewItem;
import io.esync.operators.model.AuditEvent;
import io.esync.operators.model.AuditLevel;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.EntityKey;
import io.esync.operators.model.Rejection;
import io.esync.operators.model.Row;
import io.esync.operators.model.SourceRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/** The operators of a pipeline in Flink's harness, and what a target and the side outputs get. */
final class ScenarioRun implements AutoCloseable {
  private final ScenarioRecords records;
  private final Map<String, OneInputStreamOperatorTestHarness<SourceRecord, MergeInput>> decoders =
      new LinkedHashMap<>();
  private final KeyedOneInputStreamOperatorTestHarness<EntityKey, MergeInput, ChangeRecord> merge;

  private final Map<EntityKey, Map<String, String>> table = new HashMap<>();
  private final List<ReviewItem> reviews = new ArrayList<>();
  private final List<Rejection> rejections = new ArrayList<>();
  private final List<AuditEvent> audit = new ArrayList<>();

  ScenarioRun(PipelineSpec pipeline, ScenarioRecords records) throws Exception {
    this.records = records;
    for (SourceSpec source : pipeline.sources()) {
      DecodeFunction decode =
          new DecodeFunction(
              "decode", source.id(), Mappings.of(pipeline, source), AuditLevel.CONFLICTS);
      OneInputStreamOperatorTestHarness<SourceRecord, MergeInput> harness =
          new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(decode), 1, 1, 0);
      harness.setup(
          ModelTypeInfo.MERGE_INPUT.createSerializer(new ExecutionConfig().getSerializerConfig()));
      harness.open();
      decoders.put(source.id(), harness);
    }
    merge =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new MergeOperator("merge", Merges.of(pipeline), AuditLevel.ALL),
            MergeInput::key,
            ModelTypeInfo.ENTITY_KEY,
            1,
            1,
            0);
    merge.setStateBackend(new HashMapStateBackend());
    merge.setup(ChangeRecordSerializer.INSTANCE);
    merge.open();
  }

  ScenarioRun after(List<Step> steps) throws Exception {
    for (Step step : steps) {
      JsonNode node = step.node();
      if (node.has("clock")) {
        merge.setProcessingTime(node.get("clock").asLong() * 1_000);
      } else if (node.has("decision")) {
        merge.processElement(records.decision(node), 0L);
      } else if (node.has("source")) {
        decode(records.record(node));
      }
      collect();
    }
    return this;
  }

  private void decode(SourceRecord record) throws Exception {
    OneInputStreamOperatorTestHarness<SourceRecord, MergeInput> decoder =
        decoders.get(record.origin().source());
    decoder.processElement(record, 0L);
    drain(decoder.getSideOutput(OutputTags.REJECTIONS), rejections);
    drain(decoder.getSideOutput(OutputTags.AUDIT), audit);
    for (MergeInput input : decoder.extractOutputValues()) {
      merge.processElement(input, 0L);
    }
    decoder.getOutput().clear();
  }

  private void collect() {
    merge.extractOutputValues().forEach(this::write);
    merge.getOutput().clear();
    drain(OutputTags.REVIEWS, reviews);
    drain(OutputTags.REJECTIONS, rejections);
    drain(OutputTags.AUDIT, audit);
  }

  private <T> void drain(OutputTag<T> tag, List<T> into) {
    drain(merge.getSideOutput(tag), into);
  }

  private static <T> void drain(Queue<StreamRecord<T>> from, List<T> into) {
    for (StreamRecord<T> record; from != null && (record = from.poll()) != null; ) {
      into.add(record.getValue());
    }
  }

  /** As a target does: what a change does not carry stays as it is. */
  private void write(ChangeRecord change) {
    if (change.op() == ChangeOp.DELETE) {
      table.remove(change.key());
      return;
    }
    Map<String, String> row = table.computeIfAbsent(change.key(), key -> new TreeMap<>());
    for (int i = 0; i < change.row().schema().size(); i++) {
      String name = change.row().schema().field(i).name();
      if (change.row().get(i) == null) {
        row.remove(name);
      } else if (change.row().get(i) != Row.ABSENT) {
        row.put(name, ScenarioRecords.text(change.row(), i));
      }
    }
  }

  /** The rows of the target, without what is NULL and without {@code fields}, in some order. */
  List<Map<String, String>> rowsWithout(List<String> fields) {
    List<Map<String, String>> rows = new ArrayList<>();
    table.values().forEach(row -> rows.add(new TreeMap<>(row)));
    rows.forEach(row -> row.keySet().removeAll(fields));
    return rows;
  }

  /** The steps that reviews took, as {@code field STATUS}. */
  List<String> reviewSteps() {
    return reviews.stream().map(step -> step.field() + " " + step.status()).toList();
  }

  /** The fields with an open review; with several entities, in any of them. */
  List<String> openReviews() {
    Map<String, String> open = new TreeMap<>();
    for (ReviewItem step : reviews) {
      String review = step.key() + " " + step.field();
      if (step.status() == ReviewItem.Status.OPEN) {
        open.put(review, step.field());
      } else if (step.status() != ReviewItem.Status.SUPERSEDED) {
        open.remove(review);
      }
    }
    return List.copyOf(new TreeSet<>(open.values()));
  }

  List<String> rejectionCodes() {
    return rejections.stream().map(rejection -> rejection.code().name()).sorted().toList();
  }

  List<String> auditTexts() {
    return audit.stream().map(event -> event.outcome() + " " + event.reason()).toList();
  }

  @Override
  public void close() {
    try {
      merge.close();
      for (var decoder : decoders.values()) {
        decoder.close();
      }
    } catch (Exception e) {
      throw new IllegalStateException("the harness does not close", e);
    }
  }
}
