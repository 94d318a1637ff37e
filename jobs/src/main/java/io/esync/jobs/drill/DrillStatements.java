package io.esync.jobs.drill;

import java.util.Set;

/**
 * Statements that change a drill's table.
 *
 * @param insert takes id, name and note, and does nothing where the id is there
 * @param updateAll takes name, note and id
 * @param updateSome takes id
 * @param delete takes id
 * @param move takes the new id, the old one, and the new one again; does nothing where it is there
 * @param sleep takes seconds
 * @param rivalry SQL states of transactions that were in each other's way: a deadlock, or a key
 *     that both wanted
 */
record DrillStatements(
    String insert,
    String updateAll,
    String updateSome,
    String delete,
    String move,
    String sleep,
    Set<String> rivalry) {}
