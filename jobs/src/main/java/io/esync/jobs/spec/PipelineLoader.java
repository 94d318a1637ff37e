package io.esync.jobs.spec;

import io.esync.jobs.spec.bind.RecordBinder;
import io.esync.jobs.spec.bind.References;
import io.esync.jobs.spec.tree.MapNode;
import io.esync.jobs.spec.tree.Place;
import io.esync.jobs.spec.tree.Problem;
import io.esync.jobs.spec.tree.Problems;
import io.esync.jobs.spec.tree.TreeReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads pipeline files, YAML or JSON. */
public final class PipelineLoader {
  private final ConnectorCatalog catalog;

  public PipelineLoader(ConnectorCatalog catalog) {
    this.catalog = catalog;
  }

  /** All problems of a file in its order; none if it is valid. Needs none of its secrets. */
  public List<Problem> validate(Path file) {
    Problems problems = new Problems(file.toString());
    read(file, problems, References.kept());
    return problems.inOrder();
  }

  /**
   * The pipeline of a file, ready to be built.
   *
   * @param references {@link References#of} of the environment for a pipeline that is to run;
   *     {@link References#kept} for one that is only shown
   * @throws InvalidPipelineException with all problems, a missing secret being one
   */
  public PipelineSpec load(Path file, References references) {
    Problems problems = new Problems(file.toString());
    Optional<PipelineSpec> pipeline = read(file, problems, references);
    if (pipeline.isEmpty() && problems.isEmpty()) {
      problems.add(
          Place.START,
          "",
          "options that are checked together hold a reference, whose value is needed for that",
          "write these options out, or give the value");
    }
    if (!problems.isEmpty()) {
      throw new InvalidPipelineException(problems.inOrder());
    }
    return pipeline.orElseThrow();
  }

  private Optional<PipelineSpec> read(Path file, Problems problems, References references) {
    return readText(file, problems)
        .flatMap(text -> TreeReader.readMap(text, problems))
        .flatMap(root -> bind(root, problems, references));
  }

  private Optional<PipelineSpec> bind(MapNode root, Problems problems, References references) {
    MapNode filled =
        root.map("pipeline")
            .map(pipeline -> root.with("pipeline", DataDirectory.fillIn(pipeline)))
            .orElse(root);
    MapNode pipeline =
        filled.map("pipeline").orElse(MapNode.empty(root.place(), root.pathOf("pipeline")));
    new PipelineChecks(pipeline, problems).run();
    ConnectorTypes types = new ConnectorTypes(catalog, pipeline, problems);
    Optional<PipelineSpec> bound =
        new RecordBinder(problems, references, types)
            .bind(PipelineFile.class, filled)
            .map(PipelineFile::pipeline);
    bound.ifPresent(spec -> check(spec, pipeline, problems));
    return bound;
  }

  private void check(PipelineSpec spec, MapNode pipeline, Problems problems) {
    new ReaderChecks(catalog, problems).run(spec, pipeline);
    if (problems.isEmpty()) {
      new MappingTypeChecks(catalog, problems).run(spec, pipeline);
      new PrivacyChecks(spec, pipeline, problems).run();
    }
  }

  private static Optional<String> readText(Path file, Problems problems) {
    try {
      return Optional.of(Files.readString(file));
    } catch (NoSuchFileException e) {
      problems.add(Place.START, "", "there is no such file", "");
    } catch (CharacterCodingException e) {
      problems.add(Place.START, "", "the file is not UTF-8 text", "");
    } catch (IOException e) {
      String reason = Files.isDirectory(file) ? "it is a directory" : e.getMessage();
      problems.add(Place.START, "", "the file cannot be read: " + reason, "");
    }
    return Optional.empty();
  }
}
