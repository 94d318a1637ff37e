package io.esync.jobs.dlq;

import io.esync.connectors.spi.store.StoreException;
import io.esync.jobs.control.CommandDesk;
import io.esync.jobs.control.CommandForm;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/** Dead letters that are to be replayed, and those that cannot be. */
public final class Replay {
  private final CommandDesk commands;
  private final List<DeadLetter> letters = new ArrayList<>();
  private final List<CommandForm> forms = new ArrayList<>();
  private final List<Refused> refused = new ArrayList<>();

  Replay(CommandDesk commands) {
    this.commands = commands;
  }

  /** A letter that cannot be replayed, and why. */
  public record Refused(DeadLetter letter, String why) {}

  void taken(DeadLetter letter, CommandForm form) {
    letters.add(letter);
    forms.add(form);
  }

  void refused(DeadLetter letter, String why) {
    refused.add(new Refused(letter, why));
  }

  /** Those that can be replayed, the oldest first. */
  public List<DeadLetter> letters() {
    return List.copyOf(letters);
  }

  /** Those that cannot. */
  public List<Refused> refused() {
    return List.copyOf(refused);
  }

  /**
   * Writes a command for each letter; says where they are now.
   *
   * @param progress is told how many are written
   */
  public String issue(String by, String reason, LongConsumer progress) throws StoreException {
    String place = "";
    for (int i = 0; i < forms.size(); i++) {
      place = commands.issue(forms.get(i).asked(by, reason)).place();
      progress.accept(i + 1);
    }
    return place;
  }
}
