import type { IpFamily } from "../sets/ip-address.js";
import { allGrant, type AnswerId, type GrantId, noGrant } from "./grants.js";
import type { Kernel } from "./kernel.js";
import { noAddress, unknownAddress } from "./label-classes.js";
import { anyPeer } from "./peer-sets.js";
import { type EffectId, openProfile, type Profile, type ProfileId } from "./profiles.js";
import type { Quotient } from "./quotient.js";
import { createAccumulator } from "./rows.js";
import type { Tiering } from "./tiering.js";

/** The answer for two label classes. */
export type AskPair = (source: number, destination: number, family: IpFamily, tiering: Tiering | undefined) => AnswerId;

/** Answers for pairs of label classes, from memberships alone: nothing has to be listed first. */
export function createPairQuestions(kernel: Kernel, quotientOf: () => Quotient): AskPair {
  const { classes, grants, profiles, peerSets, universe, classProfiles } = kernel;
  const { effects } = profiles;
  const { lists } = peerSets;
  const accumulator = createAccumulator(profiles, peerSets, grants, universe);
  const unknownBases = new Map<number, GrantId>();

  /** What an effect grants to a number of the universe, beside `sum`. */
  const addEffect = (sum: GrantId, effect: EffectId, member: number): GrantId => {
    let all = sum;
    const end = effects.starts[effect + 1] as number;
    for (let at = effects.starts[effect] as number; at < end; at += 1) {
      const peers = effects.peers[at] as number;
      const match = peers === anyPeer ? "yes" : lists.holds(peers, member);
      if (match === "no") continue;
      const grant = effects.grants[at] as GrantId;
      all = grants.union(all, match === "yes" ? grant : grants.asPossible(grant));
    }
    return all;
  };
  const addEffects = (ids: readonly EffectId[], member: number): GrantId => {
    let sum = noGrant;
    for (let at = 0; at < ids.length; at += 1) sum = addEffect(sum, ids[at] as EffectId, member);
    return sum;
  };

  const grantTo = (profile: Profile, member: number): GrantId => {
    if (profile.other === "none") return plainGrant(profile, member);
    if (profile.other === "may do anything") return grants.withEverythingPossible(noGrant);
    return grants.asPossible(plainGrant(profile, member));
  };
  const plainGrant = ({ sure, unsure }: Profile, member: number): GrantId => {
    if (unsure.length === 0) return sure.length === 0 ? allGrant : addEffects(sure, member);
    if (sure.length > 0) return grants.union(addEffects(sure, member), grants.asPossible(addEffects(unsure, member)));
    const each = unsure.map((effect) => addEffect(noGrant, effect, member));
    return grants.withEverythingPossible(each.reduce((a, b) => grants.surelyBoth(a, b)));
  };

  const unknownBase = (profileId: ProfileId, family: IpFamily): GrantId => {
    const key = profileId * 8 + family;
    const known = unknownBases.get(key);
    if (known !== undefined) return known;
    const found = accumulator.forUnknownAddress(accumulator.accumulate(profiles.byId(profileId)), family);
    unknownBases.set(key, found);
    return found;
  };

  const grantToClass = (profileId: ProfileId, classId: number, family: IpFamily): GrantId => {
    if (profileId === openProfile) return allGrant;
    const profile = profiles.byId(profileId);
    const byLabels = grantTo(profile, classId);
    const atom = classes.atoms[family][classId] as number;
    if (atom === noAddress) return byLabels;
    if (atom === unknownAddress) return grants.union(byLabels, unknownBase(profileId, family));
    return grants.union(byLabels, grantTo(profile, universe.firstAtom[family] + atom));
  };

  return (source, destination, family, tiering) => {
    const named = classes.namedPorts[destination] as number;
    const egressGrant = grantToClass(classProfiles.egress[source] as ProfileId, destination, family);
    if (egressGrant === noGrant && !tiering) return noGrant;
    const ingressGrant = grantToClass(classProfiles.ingress[destination] as ProfileId, source, family);
    const egress = grants.resolve(egressGrant, named);
    const ingress = grants.resolve(ingressGrant, named);
    if (!tiering) return grants.both(egress, ingress);
    const { columnOf } = quotientOf();
    const [from, to] = [columnOf[source] as number, columnOf[destination] as number];
    return grants.both(
      tiering.lay("egress", from, to, family, egress),
      tiering.lay("ingress", to, from, family, ingress),
    );
  };
}
