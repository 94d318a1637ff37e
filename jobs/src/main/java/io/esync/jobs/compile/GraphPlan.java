package io.esync.jobs.compile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamEdge;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.streaming.api.operators.StreamOperatorFactory;
import org.apache.flink.streaming.api.operators.UdfStreamOperatorFactory;

/**
 * The operators of a compiled pipeline and how they are connected, before any chaining.
 *
 * @param operators sorted by uid
 */
public record GraphPlan(List<Operator> operators) {
  public GraphPlan {
    operators = List.copyOf(operators);
  }

  /**
   * One operator.
   *
   * @param uid under which a savepoint holds its state
   * @param name as the Web UI shows it
   * @param kind the operator's class, without its package
   * @param output type of what it emits; empty where it emits nothing
   * @param inputs where its records come from and how: {@code uid (partitioning)}
   */
  public record Operator(
      String uid, String name, String kind, String output, int parallelism, List<String> inputs) {
    public Operator {
      inputs = List.copyOf(inputs);
    }
  }

  /** The plan of what has been added to {@code environment}. */
  public static GraphPlan of(StreamExecutionEnvironment environment) {
    StreamGraph graph = environment.getStreamGraph(false);
    List<Operator> operators = new ArrayList<>();
    for (StreamNode node : graph.getStreamNodes()) {
      operators.add(operator(graph, node));
    }
    operators.sort(Comparator.comparing(Operator::uid));
    return new GraphPlan(operators);
  }

  private static Operator operator(StreamGraph graph, StreamNode node) {
    List<String> inputs =
        node.getInEdges().stream().map(edge -> input(graph, edge)).sorted().toList();
    return new Operator(
        Objects.requireNonNull(node.getTransformationUID(), node.getOperatorName()),
        node.getOperatorName(),
        kind(node),
        node.getTypeSerializerOut() == null
            ? ""
            : node.getTypeSerializerOut().getClass().getSimpleName().replace("Serializer", ""),
        node.getParallelism(),
        inputs);
  }

  private static String kind(StreamNode node) {
    StreamOperatorFactory<?> factory = node.getOperatorFactory();
    String type =
        factory instanceof UdfStreamOperatorFactory<?> function
            ? function.getUserFunctionClassName()
            : factory.getStreamOperatorClass(GraphPlan.class.getClassLoader()).getName();
    return type.replaceAll(".*[.]", "").replaceAll("[$][$]Lambda.*", "Lambda");
  }

  private static String input(StreamGraph graph, StreamEdge edge) {
    String from = graph.getStreamNode(edge.getSourceId()).getTransformationUID();
    String output = edge.getOutputTag() == null ? "" : " " + edge.getOutputTag().getId();
    return from + output + " (" + edge.getPartitioner() + ")";
  }
}
