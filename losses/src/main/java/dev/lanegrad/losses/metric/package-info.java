/**
 * Losses that make distances mean something: rows of one class near each other, rows of different classes apart.
 *
 * <p>{@link dev.lanegrad.losses.metric.TripletLoss} and {@link dev.lanegrad.losses.metric.ContrastiveLoss} compare the rows of a batch with each other. Their
 * distances are computed in blocks, so that memory grows with the number of rows and not with its square.
 * {@link dev.lanegrad.losses.metric.ArcFaceLoss} and {@link dev.lanegrad.losses.metric.CosFaceLoss} compare each row with one direction per class. The centre
 * losses, which compare each row with one point per class, are in {@link dev.lanegrad.losses}.
 */
package dev.lanegrad.losses.metric;
