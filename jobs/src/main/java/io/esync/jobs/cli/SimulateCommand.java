package io.esync.jobs.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.esync.jobs.compile.Merges;
import io.esync.jobs.explain.Explainer;
import io.esync.jobs.explain.PolicyDiff;
import io.esync.jobs.explain.Simulation;
import io.esync.jobs.explain.SimulationText;
import io.esync.jobs.spec.ConnectorCatalog;
import io.esync.jobs.spec.EntityDefinition;
import io.esync.jobs.spec.PipelineLoader;
import io.esync.jobs.spec.PipelineSpec;
import io.esync.jobs.spec.bind.References;
import io.esync.jobs.state.SavedMemory;
import io.esync.jobs.state.SavedMerge;
import io.esync.operators.merge.EntityMerge;
import io.esync.operators.merge.EntityPolicy;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code esync simulate}: what a new policy would change, before it is deployed. */
@Command(
    name = "simulate",
    description = {
      "Tells what the merge policies of a pipeline file would change: how many entities and fields,"
          + " with examples.",
      "Resolves every entity of a savepoint, or of the running job's latest checkpoint, by the"
          + " policy it was made by and by the one of the file. Changes nothing; needs no secret."
    })
final class SimulateCommand implements Callable<Integer> {
  private static final int OK = 0;
  private static final ObjectMapper JSON = new ObjectMapper();

  @Spec private CommandSpec spec;

  @Option(
      names = "--pipeline",
      required = true,
      paramLabel = "FILE",
      description = "The pipeline file with the new policies.")
  private Path file;

  @Option(names = "--entity", paramLabel = "NAME", description = "Only this entity (default: all).")
  private String entity;

  @Mixin private SavedStateOptions state;

  @Option(
      names = "--examples",
      paramLabel = "N",
      defaultValue = "5",
      description = "How many entities to show (default: ${DEFAULT-VALUE}).")
  private int examples;

  @Option(
      names = "--show-pii",
      description = "Show the values of fields that are marked pii, instead of masking them.")
  private boolean showPii;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() {
    if (examples < 0) {
      throw new IllegalArgumentException("--examples is a number from 0, not " + examples);
    }
    PipelineSpec pipeline =
        new PipelineLoader(ConnectorCatalog.discover()).load(file, References.kept());
    List<StoredEntity> entities =
        entity == null ? StoredEntity.all(pipeline) : List.of(StoredEntity.of(pipeline, entity));
    Answer answer = state.read(pipeline.id(), false, saved -> simulate(saved, entities));
    if (json) {
      ObjectNode report = JSON.createObjectNode();
      report.put("pipeline", pipeline.id()).put("state", answer.state());
      report.set("entities", JSON.valueToTree(answer.reports()));
      spec.commandLine().getOut().println(report.toPrettyString());
    } else {
      PrintWriter out = spec.commandLine().getOut();
      out.println("state  " + answer.state());
      answer.reports().forEach(new SimulationText(out::println)::print);
    }
    return OK;
  }

  private record Answer(String state, List<Simulation.Report> reports) {}

  private Answer simulate(SavedMerge saved, List<StoredEntity> entities) {
    SavedMemory memory = saved.memory();
    Map<String, Supplier<Simulation>> counters = new LinkedHashMap<>();
    Map<String, String> notes = new LinkedHashMap<>();
    for (StoredEntity stored : entities) {
      String name = stored.spec().name();
      Explainer now = now(memory, name, notes).orElse(null);
      Explainer then =
          new Explainer(
              stored.policy(),
              memory.frontier().progress(stored.merge()),
              showPii ? Map.of() : stored.personal());
      List<String> key = stored.spec().key();
      counters.put(name, () -> new Simulation(new PolicyDiff(now, then), key, examples));
    }
    PrintWriter err = spec.commandLine().getErr();
    Map<String, Simulation> counts = new StateScan(saved, err::println).run(counters);
    return new Answer(
        saved.path(),
        counters.keySet().stream()
            .map(name -> counts.get(name).report(name, notes.get(name)))
            .toList());
  }

  /** The policy that the state was made by; empty, with a note, where it is not known. */
  private static Optional<Explainer> now(
      SavedMemory memory, String entity, Map<String, String> notes) {
    if (!memory.policies().containsKey(entity)) {
      notes.put(entity, "The state knows no such entity: it begins with the new file.");
    }
    Optional<EntityMerge> merge =
        Optional.ofNullable(memory.definitions().get(entity))
            .flatMap(EntityDefinition::read)
            .map(Merges::of);
    if (merge.isPresent() && !(merge.get().policy() instanceof EntityPolicy)) {
      notes.put(
          entity, "It was replicated, which keeps no state: nothing is known of its entities.");
      return Optional.empty();
    }
    if (merge.isEmpty()) {
      notes.putIfAbsent(
          entity,
          "The state is of a version that did not keep its policies, so that only entities can be"
              + " counted, by what was last passed on of each, and not fields or reviews.");
    }
    return merge.map(
        known -> new Explainer((EntityPolicy) known.policy(), memory.frontier().progress(known)));
  }
}
