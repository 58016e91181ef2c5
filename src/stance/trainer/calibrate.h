/* How often the model is right when it says how sure it is, measured on files it has not learned
 * from. */
#ifndef SG_STANCE_TRAINER_CALIBRATE_H
#define SG_STANCE_TRAINER_CALIBRATE_H

#include "learn.h"

/* Leaves out one file after the other; prints what that gives and fills the table from what would
 * be claimed by `numbers`' thresholds. */
void sg_calibrate(float calibration[SG_RANK_KNOTS], const struct examples *examples,
                  const struct rates *rates, const struct sg_rank_numbers *numbers);

#endif
