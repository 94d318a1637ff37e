package io.esync.jobs.spec;

import io.esync.connectors.spi.Option;
import io.esync.jobs.spec.bind.NotYet;
import io.esync.operators.model.SchemaEvolution;
import java.util.List;
import java.util.Optional;

/** A whole pipeline, checked: every reference leads somewhere, every name is what it must be. */
@NotYet({"schedule", "validation", "monitoring", "quality", "target"})
public record PipelineSpec(
    @Option(
            value = "Names the job and every operator in it, in kebab-case.",
            example = "customer-360")
        String id,
    @Option(value = "Version of this file, for people.", optional = true, example = "\"1.2.0\"")
        String version,
    @Option(
            value = "What the pipeline is for.",
            optional = true,
            example = "One customer record out of CRM and billing")
        String description,
    @Option(value = "Words to find the pipeline by.", optional = true, example = "[customers]")
        List<String> tags,
    @Option(value = "Who answers for the data, and what it is.", optional = true)
        GovernanceSpec governance,
    @Option(value = "What personal data is protected by.", optional = true) PrivacySpec privacy,
    @Option("Where changes come from.") List<SourceSpec> sources,
    @Option("What is kept in step, out of which streams, and where it goes.")
        List<EntitySpec> entities,
    @Option("Where merged entities are written.") List<TargetSpec> targets,
    @Option(
            value =
                "Where rejected records go. Without it they go to JSON lines in"
                    + " <data_dir>/<pipeline id>/dlq.",
            defaultValue = "{}")
        OutputSpec dlq,
    @Option(
            value =
                "What is told of every decision, and where it goes. Without a type it goes to JSON"
                    + " lines in <data_dir>/<pipeline id>/audit.",
            defaultValue = "{}")
        AuditSpec audit,
    @Option(
            value =
                "Where reviews go that people are asked to decide. Without it they go to JSON lines"
                    + " in <data_dir>/<pipeline id>/review. Unused where no entity is reviewed.",
            defaultValue = "{}")
        OutputSpec review,
    @Option(
            value =
                "Where decisions and commands come from; 'review decide' writes to the first that"
                    + " takes decisions, 'pause', 'resume', 'resync' and 'dlq replay' to the first"
                    + " that takes commands. Decisions are unused where no entity is reviewed;"
                    + " where one is and none is named, they are JSON lines in"
                    + " <data_dir>/<pipeline id>/decisions. A pipeline takes commands where one"
                    + " is named for them.",
            optional = true)
        List<ControlSpec> control,
    @Option(value = "How the job's state is saved.", defaultValue = "{}")
        CheckpointingSpec checkpointing,
    @Option(
            value =
                "Folder for what the pipeline itself writes; a relative one counts from where the"
                    + " command runs.",
            defaultValue = ".esync/data",
            example = "/var/lib/esync")
        String dataDir,
    @Option(
            value = "Parallel instances of each operator; without it, as many as Flink is set to.",
            optional = true,
            example = "2")
        Integer parallelism,
    @Option(
            value =
                "The most parallel instances there can ever be. Cannot be changed for a job that"
                    + " goes on from a savepoint.",
            defaultValue = "128")
        int maxParallelism,
    @Option(
            value =
                "What happens to a field that the entity does not declare or the target does not"
                    + " have: evolve takes it along and adds it to the target, ignore leaves it"
                    + " out, fail rejects the record.",
            defaultValue = "evolve")
        SchemaEvolution schemaEvolution) {

  private static final int FLINK_LIMIT = 32768;

  public PipelineSpec {
    if (maxParallelism < 1 || maxParallelism > FLINK_LIMIT) {
      throw new IllegalArgumentException(
          "max_parallelism must be from 1 to " + FLINK_LIMIT + ", not " + maxParallelism);
    }
    Parallelism.check(parallelism, maxParallelism);
  }

  /** The source of this id, which a validated pipeline has for each that is named in it. */
  public SourceSpec source(String sourceId) {
    return sources.stream()
        .filter(source -> source.id().equals(sourceId))
        .findFirst()
        .orElseThrow();
  }

  /** The target of this id, which a validated pipeline has for each that is named in it. */
  public TargetSpec target(String targetId) {
    return targets.stream()
        .filter(target -> target.id().equals(targetId))
        .findFirst()
        .orElseThrow();
  }

  /** The control sources that such rows come from. */
  public List<ControlSpec> control(ControlSpec.Takes takes) {
    return control.stream().filter(source -> source.takes() == takes).toList();
  }

  /** What happens to fields of {@code entity} that nobody declared. */
  public SchemaEvolution schemaEvolution(EntitySpec entity) {
    return entity.schemaEvolution() == null ? schemaEvolution : entity.schemaEvolution();
  }

  /** The entity's way into the target, if it has one. */
  public static Optional<RouteSpec> route(EntitySpec entity, TargetSpec target) {
    return entity.to().stream().filter(route -> route.target().equals(target.id())).findFirst();
  }
}
