package io.esync.jobs.compile;

import io.esync.connectors.spi.write.OnRefusal;
import io.esync.jobs.spec.ConnectorCatalog;
import io.esync.jobs.spec.OutputSpec;
import io.esync.jobs.spec.PipelineSpec;
import io.esync.operators.flink.ModelTypeInfo;
import io.esync.operators.flink.ReportFunctions;
import io.esync.operators.merge.ReviewItem;
import io.esync.operators.model.AuditEvent;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.Rejection;
import io.esync.operators.model.RowSchema;
import io.esync.operators.privacy.ReportProtection;
import io.esync.operators.report.AuditTrail;
import io.esync.operators.report.DeadLetters;
import io.esync.operators.review.ReviewQueue;
import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** Adds the steps that write what the pipeline itself has to say. */
record Reports(PipelineSpec pipeline, ConnectorCatalog catalog, Names names) {

  void deadLetters(List<DataStream<Rejection>> rejections) {
    write(
        union(rejections)
            .map(ReportFunctions.deadLetters(pipeline.id(), protection(pipeline.dlq()))),
        names.deadLetters(),
        pipeline.dlq(),
        DeadLetters.ENTITY,
        DeadLetters.SCHEMA);
  }

  void audit(List<DataStream<AuditEvent>> events) {
    write(
        union(events)
            .map(ReportFunctions.auditTrail(pipeline.id(), protection(pipeline.audit().output()))),
        names.audit(),
        pipeline.audit().output(),
        AuditTrail.ENTITY,
        AuditTrail.SCHEMA);
  }

  void reviews(DataStream<ReviewItem> steps, ReviewDesk desk) {
    write(
        steps.map(
            ReportFunctions.reviewQueue(
                pipeline.id(), desk.entities(), protection(pipeline.review()))),
        names.review(),
        pipeline.review(),
        ReviewQueue.ENTITY,
        ReviewQueue.SCHEMA);
  }

  private ReportProtection protection(OutputSpec output) {
    return new Protections(pipeline).of(output);
  }

  /** Reports are few: one writer, and a refusal fails the job rather than losing a report. */
  private void write(
      SingleOutputStreamOperator<ChangeRecord> rows,
      String name,
      OutputSpec output,
      String entity,
      RowSchema schema) {
    String step = names.rows(name);
    DataStream<ChangeRecord> named =
        rows.returns(ModelTypeInfo.CHANGE_RECORD).name(step).uid(step).setParallelism(1);
    String id = name.substring(pipeline.id().length() + 1);
    BoundTarget.of(pipeline, id, output, entity, schema, catalog)
        .write(named, name, 1, OnRefusal.FAIL);
  }

  static <T> DataStream<T> union(List<DataStream<T>> streams) {
    DataStream<T> united = streams.get(0);
    for (DataStream<T> stream : streams.subList(1, streams.size())) {
      united = united.union(stream);
    }
    return united;
  }
}
