package io.esync.jobs.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.esync.jobs.explain.Explainer;
import io.esync.jobs.explain.Explanation;
import io.esync.jobs.explain.ExplanationText;
import io.esync.jobs.spec.ConnectorCatalog;
import io.esync.jobs.spec.PipelineLoader;
import io.esync.jobs.spec.PipelineSpec;
import io.esync.jobs.spec.bind.References;
import io.esync.jobs.state.SavedMemory;
import io.esync.jobs.state.SavedMerge;
import io.esync.operators.merge.MergedEntity;
import io.esync.operators.model.EntityKey;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code esync explain}: how one entity came to look as it does. */
@Command(
    name = "explain",
    description = {
      "Shows how one merged entity came to be: for each field the winner, the others, and what"
          + " decided; reviews, decisions and deletes.",
      "Reads a checkpoint that the running job takes for it, or a savepoint. Needs no secret."
    })
final class ExplainCommand implements Callable<Integer> {
  private static final int OK = 0;
  private static final ObjectMapper JSON = new ObjectMapper();

  @Spec private CommandSpec spec;

  @Option(
      names = "--pipeline",
      required = true,
      paramLabel = "FILE",
      description = "The pipeline file, YAML or JSON.")
  private Path file;

  @Option(
      names = "--entity",
      paramLabel = "NAME",
      description = "The entity; may be left out where the pipeline has only one.")
  private String entity;

  @Option(
      names = "--key",
      required = true,
      arity = "1..*",
      paramLabel = "VALUE",
      description =
          "A value for each field of its key, in their order; or JSON: 42, [\"DE\", 42] or"
              + " {\"country\": \"DE\", \"id\": 42}.")
  private List<String> key;

  @Mixin private SavedStateOptions state;

  @Option(
      names = "--latest",
      description = "Take the job's latest checkpoint as it is, instead of having it take one now.")
  private boolean latest;

  @Option(
      names = "--show-pii",
      description = "Show the values of fields that are marked pii, instead of masking them.")
  private boolean showPii;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() {
    PipelineSpec pipeline =
        new PipelineLoader(ConnectorCatalog.discover()).load(file, References.kept());
    StoredEntity stored = StoredEntity.of(pipeline, entity);
    List<EntityKey> keys = stored.key().keys(key);
    Answer answer =
        state.read(pipeline.id(), !latest, saved -> Answer.of(saved, stored, keys, showPii));
    if (json) {
      printJson(pipeline, answer);
    } else {
      print(answer);
    }
    return OK;
  }

  /**
   * What was found.
   *
   * @param note what else there is to know, or null
   */
  private record Answer(String state, Explanation explanation, String note) {
    static Answer of(SavedMerge saved, StoredEntity stored, List<EntityKey> keys, boolean showPii) {
      SavedMemory memory = saved.memory();
      Explainer explainer =
          new Explainer(
              stored.policy(),
              memory.frontier().progress(stored.merge()),
              showPii ? Map.of() : stored.personal());
      for (EntityKey key : keys) {
        Optional<MergedEntity> found = saved.find(key);
        if (found.isPresent()) {
          return new Answer(
              saved.path(), explainer.explain(key, found.get()), note(memory, stored));
        }
      }
      return new Answer(
          saved.path(),
          explainer.explain(keys.get(0), MergedEntity.NEW),
          forgotten(memory, stored.spec().name()));
    }

    private static String note(SavedMemory memory, StoredEntity stored) {
      String running = memory.policies().get(stored.spec().name());
      return stored.merge().description().equals(running)
          ? null
          : "The job merges by another policy than this file, which is what is shown here.";
    }

    private static String forgotten(SavedMemory memory, String entity) {
      return memory.frontier().forgotten().containsKey(entity)
          ? "Deletes that all sources have passed are forgotten; it may be one of these."
          : null;
    }
  }

  private void print(Answer answer) {
    PrintWriter out = spec.commandLine().getOut();
    out.println("state  " + answer.state());
    if (answer.note() != null) {
      out.println(answer.note());
    }
    new ExplanationText(out::println).print(answer.explanation());
  }

  private void printJson(PipelineSpec pipeline, Answer answer) {
    ObjectNode report = JSON.createObjectNode();
    report.put("pipeline", pipeline.id()).put("state", answer.state());
    if (answer.note() != null) {
      report.put("note", answer.note());
    }
    report.setAll((ObjectNode) JSON.valueToTree(answer.explanation()));
    spec.commandLine().getOut().println(report.toPrettyString());
  }
}
