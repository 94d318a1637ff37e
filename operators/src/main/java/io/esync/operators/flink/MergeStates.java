package io.esync.operators.flink;

import io.esync.operators.merge.Frontier;
import io.esync.operators.merge.MergeInput;
import io.esync.operators.merge.MergedEntity;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.tuple.Tuple3;

/**
 * What {@link MergeOperator} keeps, as a checkpoint has it. The names are found again in every
 * savepoint, so none is ever changed.
 */
public final class MergeStates {
  /** Of the state of each key. */
  public static final String ENTITY = "entity";

  static final String REACHED = "reached";
  static final String FORGOTTEN = "forgotten";

  private MergeStates() {}

  /** What is stored of each key. */
  public static ValueStateDescriptor<MergedEntity> entity() {
    return new ValueStateDescriptor<>(ENTITY, EntityStateSerializer.INSTANCE);
  }

  /** A union list: how far sources have come and what was forgotten, see {@link #join}. */
  public static ListStateDescriptor<Tuple3<String, String, Long>> frontier() {
    return new ListStateDescriptor<>(
        "frontier", Types.TUPLE(Types.STRING, Types.STRING, Types.LONG));
  }

  /**
   * A union list: by which policies keys are resolved, each as entity and description. Where one
   * entity has several, the last of an instance's is the one it resolves by.
   */
  public static ListStateDescriptor<Tuple2<String, String>> policies() {
    return new ListStateDescriptor<>("policies", Types.TUPLE(Types.STRING, Types.STRING));
  }

  /** A union list: what the policies of now were made of, each as entity and definition. */
  public static ListStateDescriptor<Tuple2<String, String>> definitions() {
    return new ListStateDescriptor<>("definitions", Types.TUPLE(Types.STRING, Types.STRING));
  }

  /** A union list: which tables were read again, so that what is not in them any more must go. */
  static ListStateDescriptor<MergeInput> sweeps() {
    return new ListStateDescriptor<>("sweeps", MergeInputSerializer.INSTANCE);
  }

  /** Adds what one instance wrote into {@link #frontier()} to {@code frontier}. */
  public static void join(Iterable<Tuple3<String, String, Long>> written, Frontier frontier) {
    for (Tuple3<String, String, Long> entry : written) {
      if (entry.f0.equals(REACHED)) {
        frontier.reached(entry.f1, entry.f2);
      } else {
        frontier.forgot(entry.f1, entry.f2);
      }
    }
  }
}
