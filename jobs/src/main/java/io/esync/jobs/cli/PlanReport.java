package io.esync.jobs.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.esync.connectors.spi.Connector;
import io.esync.connectors.spi.Secret;
import io.esync.jobs.compile.GraphPlan;
import io.esync.jobs.compile.PipelineCompiler;
import io.esync.jobs.compile.ReviewDesk;
import io.esync.jobs.spec.ConnectorCatalog;
import io.esync.jobs.spec.ControlSpec;
import io.esync.jobs.spec.ControlSpec.Takes;
import io.esync.jobs.spec.OutputSpec;
import io.esync.jobs.spec.PipelineSpec;
import io.esync.jobs.spec.SourceSpec;
import io.esync.jobs.spec.TargetSpec;
import io.esync.jobs.spec.bind.OptionDeclaration;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * What {@code esync plan} tells of a pipeline: its connectors with their guarantees and resolved
 * options, and its graph. Secrets are masked.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PlanReport(
    String pipeline, String version, List<Endpoint> endpoints, List<GraphPlan.Operator> operators) {

  /**
   * A connector as the pipeline uses it.
   *
   * @param role {@code source}, {@code target}, {@code dlq}, {@code audit}, {@code review} or
   *     {@code control}
   */
  record Endpoint(
      String role, String id, String type, String guarantee, Map<String, String> options) {}

  static PlanReport of(PipelineSpec pipeline, ConnectorCatalog catalog) {
    List<Endpoint> endpoints = new ArrayList<>();
    for (SourceSpec source : pipeline.sources()) {
      Connector<?> connector = catalog.source(source.type()).orElseThrow();
      endpoints.add(endpoint("source", source.id(), connector, source.config()));
    }
    for (TargetSpec target : pipeline.targets()) {
      Connector<?> connector = catalog.target(target.type()).orElseThrow();
      endpoints.add(endpoint("target", target.id(), connector, target.config()));
    }
    endpoints.add(output("dlq", pipeline.dlq(), catalog));
    endpoints.add(output("audit", pipeline.audit().output(), catalog));
    List<ControlSpec> control = new ArrayList<>();
    if (ReviewDesk.of(pipeline).isStaffed()) {
      endpoints.add(output("review", pipeline.review(), catalog));
      control.addAll(pipeline.control(Takes.DECISIONS));
    }
    control.addAll(pipeline.control(Takes.COMMANDS));
    for (ControlSpec source : control) {
      Connector<?> connector = catalog.source(source.type()).orElseThrow();
      endpoints.add(endpoint("control", source.id(), connector, source.config()));
    }
    return new PlanReport(
        pipeline.id(), pipeline.version(), endpoints, graph(pipeline, catalog).operators());
  }

  private static Endpoint output(String role, OutputSpec output, ConnectorCatalog catalog) {
    return endpoint(role, role, catalog.target(output.type()).orElseThrow(), output.config());
  }

  private static Endpoint endpoint(String role, String id, Connector<?> connector, Record config) {
    return new Endpoint(role, id, connector.type(), connector.guarantee(), options(config));
  }

  private static GraphPlan graph(PipelineSpec pipeline, ConnectorCatalog catalog) {
    StreamExecutionEnvironment environment = new StreamExecutionEnvironment(new Configuration());
    environment.setParallelism(1);
    PipelineCompiler.compile(pipeline, catalog, environment);
    return GraphPlan.of(environment);
  }

  private static Map<String, String> options(Record config) {
    Map<String, String> options = new LinkedHashMap<>();
    RecordComponent[] components = config.getClass().getRecordComponents();
    List<OptionDeclaration> declarations = OptionDeclaration.of(config.getClass());
    for (int i = 0; i < components.length; i++) {
      Object value = value(config, components[i]);
      if (value != null) {
        options.put(
            declarations.get(i).name(),
            value instanceof Enum<?> constant
                ? OptionDeclaration.textOf(constant)
                : value instanceof Secret ? "******" : String.valueOf(value));
      }
    }
    return options;
  }

  private static Object value(Record config, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(config);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(component + " cannot be read", e);
    }
  }
}
