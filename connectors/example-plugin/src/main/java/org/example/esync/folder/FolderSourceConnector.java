package org.example.esync.folder;

import io.esync.connectors.spi.CheckFailure;
import io.esync.connectors.spi.SourceConnector;
import io.esync.connectors.spi.SourceContext;
import io.esync.connectors.spi.poll.PollingSource;
import io.esync.operators.model.SourceRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.api.connector.source.Source;

/** Reads the entries of a folder, and tells of those that go. */
public final class FolderSourceConnector implements SourceConnector<FolderConfig> {
  @Override
  public String type() {
    return "text-folder";
  }

  @Override
  public String description() {
    return "Small text files of a folder, as rows of the stream 'entries' with name and value.";
  }

  @Override
  public String guarantee() {
    return "No entry is lost across failure; of several changes between two looks, the last is told.";
  }

  @Override
  public String prerequisites() {
    return "* Every TaskManager and the submitting side can read the folder.";
  }

  @Override
  public Class<FolderConfig> configType() {
    return FolderConfig.class;
  }

  @Override
  public boolean takesSchedule(FolderConfig config) {
    return true;
  }

  @Override
  public int maxParallelism(FolderConfig config) {
    return 1;
  }

  @Override
  public Source<SourceRecord, ?, ?> source(FolderConfig config, SourceContext context) {
    return new PollingSource<>(new FolderSystem(context.source(), config), context.schedule());
  }

  @Override
  public List<CheckFailure> check(FolderConfig config, SourceContext context) {
    Path folder = config.folder().path();
    if (Files.isDirectory(folder) && Files.isReadable(folder)) {
      return List.of();
    }
    return List.of(
        new CheckFailure(
            "there is no folder " + folder + " that can be read",
            "Create it, or correct 'path' of source '" + context.source() + "'."));
  }
}
