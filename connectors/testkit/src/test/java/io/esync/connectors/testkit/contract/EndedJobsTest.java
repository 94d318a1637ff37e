package io.esync.connectors.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(240)
@TestMethodOrder(OrderAnnotation.class)
class EndedJobsTest {
  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder().setNumberSlotsPerTaskManager(1).build());

  private static JobClient left;

  @Test
  @Order(1)
  void where_a_test_leaves_a_job() throws Exception {
    left = start(Long.MAX_VALUE);
    await().until(() -> left.getJobStatus().get() == JobStatus.RUNNING);
  }

  @Test
  @Order(2)
  void the_next_test_has_the_cluster_for_itself() throws Exception {
    assertThat(left.getJobStatus().get()).isEqualTo(JobStatus.CANCELED);

    start(1).getJobExecutionResult().get();
  }

  private static JobClient start(long to) throws Exception {
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    environment.setParallelism(1);
    environment.fromSequence(1, to).sinkTo(new DiscardingSink<>());
    return environment.executeAsync();
  }
}
