package io.esync.jobs.compile;

import io.esync.connectors.spi.CheckFailure;
import io.esync.jobs.spec.ConnectorCatalog;
import io.esync.jobs.spec.ControlSpec;
import io.esync.jobs.spec.ControlSpec.Takes;
import io.esync.jobs.spec.OutputSpec;
import io.esync.jobs.spec.PipelineSpec;
import io.esync.jobs.spec.SourceSpec;
import io.esync.jobs.spec.TargetSpec;
import io.esync.operators.control.CommandRow;
import io.esync.operators.model.AuditLevel;
import io.esync.operators.model.RowSchema;
import io.esync.operators.report.AuditTrail;
import io.esync.operators.report.DeadLetters;
import io.esync.operators.review.DecisionRow;
import io.esync.operators.review.ReviewQueue;
import java.util.ArrayList;
import java.util.List;

/** Asks every source and target of a pipeline whether it would start, before the job does. */
public final class Preflight {
  private final PipelineSpec pipeline;
  private final ConnectorCatalog catalog;
  private final List<Finding> findings = new ArrayList<>();

  private Preflight(PipelineSpec pipeline, ConnectorCatalog catalog) {
    this.pipeline = pipeline;
    this.catalog = catalog;
  }

  /**
   * A prerequisite that is not met.
   *
   * @param place what of the pipeline it concerns, e.g. {@code customers: source crm
   *     (postgres-cdc)}
   */
  public record Finding(String place, String problem, String remedy) {
    @Override
    public String toString() {
      return place + ": " + problem + (remedy.isEmpty() ? "" : "\n  → " + remedy);
    }
  }

  /**
   * Connects to everything that {@code pipeline} names; empty if all is well. Makes the place that
   * decisions are written to, where it is missing.
   */
  public static List<Finding> check(PipelineSpec pipeline, ConnectorCatalog catalog) {
    return new Preflight(pipeline, catalog).check();
  }

  private List<Finding> check() {
    for (SourceSpec source : pipeline.sources()) {
      String place = "source " + source.id() + " (" + source.type() + ")";
      add(place, BoundSource.of(pipeline, source, catalog).check());
    }
    for (TargetSpec target : pipeline.targets()) {
      String place = "target " + target.id() + " (" + target.type() + ")";
      add(place, BoundTarget.of(pipeline, target, catalog).check());
    }
    check("dlq", pipeline.dlq(), DeadLetters.ENTITY, DeadLetters.SCHEMA);
    if (pipeline.audit().level() != AuditLevel.NONE) {
      check("audit", pipeline.audit().output(), AuditTrail.ENTITY, AuditTrail.SCHEMA);
    }
    if (ReviewDesk.of(pipeline).isStaffed()) {
      check("review", pipeline.review(), ReviewQueue.ENTITY, ReviewQueue.SCHEMA);
      checkControl(Takes.DECISIONS, DecisionRow.SCHEMA);
    }
    checkControl(Takes.COMMANDS, CommandRow.SCHEMA);
    return findings;
  }

  /**
   * The table is made here and not by the first decision or command alone: then a source never
   * waits for a table that nobody can tell from one whose name is wrong, and missing rights show
   * before the job starts and not when somebody asks for something.
   */
  private void checkControl(Takes takes, RowSchema schema) {
    for (ControlSpec control : pipeline.control(takes)) {
      String place = "control " + control.id() + " (" + control.type() + ")";
      BoundSource<?> source = BoundSource.of(pipeline, control, catalog);
      List<CheckFailure> failures = source.prepare(schema);
      add(place, failures.isEmpty() ? source.check() : failures);
    }
  }

  private void check(String id, OutputSpec output, String entity, RowSchema schema) {
    BoundTarget<?, ?> target = BoundTarget.of(pipeline, id, output, entity, schema, catalog);
    add(id + " (" + output.type() + ")", target.check());
  }

  private void add(String place, List<CheckFailure> failures) {
    for (CheckFailure failure : failures) {
      findings.add(new Finding(pipeline.id() + ": " + place, failure.problem(), failure.remedy()));
    }
  }
}
