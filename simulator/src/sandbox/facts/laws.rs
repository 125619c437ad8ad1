//! The law that sandboxes share nothing.

use proptest::prelude::*;

use crate::esr::Activation;
use crate::sandbox::sample::{advance, frozen, sandboxes};
use crate::sandbox::world::World;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// Whatever is done in one sandbox, no other and no earlier clone changes.
    #[test]
    fn sandboxes_share_nothing(acts in prop::collection::vec((0usize..3, 0u16..1000), 1..20)) {
        let sandboxes = sandboxes();
        let all: Vec<_> = (0..3).map(|_| sandboxes.create(&frozen()).unwrap()).collect();
        for (which, vpd) in acts {
            let before: Vec<World> = all.iter().map(|sandbox| sandbox.world().clone()).collect();
            let activation =
                if vpd % 2 == 0 { Activation::Pending } else { Activation::None };
            let vpd = format!("9{vpd:04}");
            all[which].world().esr.set_activation(&vpd, activation).unwrap();
            advance(&all[which], "PT1S");
            for (index, sandbox) in all.iter().enumerate() {
                prop_assert_eq!(*sandbox.world() == before[index], index != which);
            }
        }
    }
}
