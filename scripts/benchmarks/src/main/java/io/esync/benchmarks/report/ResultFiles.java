package io.esync.benchmarks.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The last result of each case, as JSON: {@code <folder>/<case>.json}. */
public record ResultFiles(Path folder) {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  public void write(CaseResult result) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(result.id() + ".json"), JSON.writeValueAsString(result));
  }

  /** Draws a result: {@code <folder>/<case>.svg}. */
  public void plot(CaseResult result) throws IOException {
    Files.writeString(folder.resolve(result.id() + ".svg"), new BarChart(result).svg());
  }

  /**
   * The results of these cases, without those that never ran.
   *
   * @throws IOException that says what to do if a file cannot be read
   */
  public List<CaseResult> read(List<String> ids) throws IOException {
    List<CaseResult> results = new ArrayList<>();
    for (String id : ids) {
      Path file = folder.resolve(id + ".json");
      if (Files.exists(file)) {
        try {
          results.add(JSON.readValue(file.toFile(), CaseResult.class));
        } catch (JsonProcessingException e) {
          throw new IOException(
              file + " is not what this version writes: run --case " + id + " again.", e);
        }
      }
    }
    return results;
  }
}
