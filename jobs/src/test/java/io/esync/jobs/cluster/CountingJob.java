package io.esync.jobs.cluster;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** Counts without end: a job that needs no other system. */
public final class CountingJob {
  private CountingJob() {}

  public static void main(String[] args) throws Exception {
    if (args.length > 0 && args[0].equals("--fail")) {
      throw new IllegalArgumentException("the pipeline file does not exist");
    }
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.setParallelism(1);
    env.fromSource(
            new NumberSequenceSource(0, Long.MAX_VALUE),
            WatermarkStrategy.noWatermarks(),
            "numbers")
        .uid("numbers")
        .rebalance()
        .sinkTo(new DiscardingSink<>())
        .name("nowhere")
        .uid("nowhere");
    env.execute("counting");
  }
}
