/** For tests, in builds with ENT_FAULTS: after this many further allocations one fails; -1 never.
 */
#ifndef ENT_BASE_FAULTS_H
#define ENT_BASE_FAULTS_H

#ifdef ENT_FAULTS
extern _Thread_local long ent_allocations_left;
#endif

#endif
