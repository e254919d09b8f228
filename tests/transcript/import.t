Scenarios of other workbenches as model files, and models as theirs.

What a model cannot hold is a warning; how utilities map back stands at the top of the file. Here
the seller's weights sum to 1.5.

  $ entente import genius tests/transcript/genius/shop.xml tests/transcript/genius/buyer.xml tests/transcript/genius/seller.xml
  warning: tests/transcript/genius/buyer.xml:13:1: discount_factor 0.9 over the whole negotiation is not taken over; 'time:' has discounts per round
  warning: tests/transcript/genius/seller.xml:1:1: the best package is worth 1.5 to 'seller', which GENIUS cuts to 1; the model tells apart what the cut makes equal
  warning: tests/transcript/genius/seller.xml:1:1: utilities of 'seller' run from 0.166666667 to 1.5 in the file; there they are 0 + 1.5 x those of the model
  # Imported from genius:
  #   tests/transcript/genius/shop.xml
  #   tests/transcript/genius/buyer.xml
  #   tests/transcript/genius/seller.xml
  # discount of buyer over the whole negotiation: 0.9
  # utility of seller in its file: 0 + 1.5 x utility here, at most 1
  entente: 1
  title: shop

  issues:
    colour:
      name: Colour
      options:
        red: red
        dark-blue: dark blue
    price:
      name: Price
      options:
        1: 1
        2: 2
        3: 3

  parties:
    buyer:
      role: principal
      walk_away: 0.3
      preferences:
        colour: {weight: 0.6, values: {red: 1, dark-blue: 0.4}}
        price: {weight: 0.4, values: {1: 1, 2: 0.5, 3: 0}}
    seller:
      role: principal
      walk_away: 0.2
      scale: {offset: 0, factor: 1.5}
      preferences:
        colour: {weight: 0.5, values: {red: 0.3333333333333333, dark-blue: 1}}
        price: {weight: 1, values: {1: 0, 2: 0.5, 3: 1}}

Mistakes have a place.

  $ entente import tests/transcript/genius/shop.xml tests/transcript/genius/buyer.xml tests/transcript/genius/broken.xml
  tests/transcript/genius/broken.xml:5:1: evaluation of 'item' is 'much'; a number such as 0.5 is wanted
  [1]
  $ entente import negmas tests/transcript/genius/shop.xml tests/transcript/genius/buyer.xml tests/transcript/genius/seller.xml 2>/dev/null || echo "refused with $?"
  refused with 1
  $ entente import genius
  entente import: which files? entente import genius DOMAIN PROFILE PROFILE
  [2]

Out again, and what comes back is the same negotiation.

  $ entente import tests/transcript/genius/shop.xml tests/transcript/genius/buyer.xml tests/transcript/genius/seller.xml --output "$TMP/shop.yaml" 2>/dev/null
  $ entente export genius "$TMP/shop.yaml" "$TMP/out"
  $ ls "$TMP/out"
  buyer.xml
  domain.xml
  seller.xml
  $ cat "$TMP/out/seller.xml"
  <utility_space>
  <objective index="0" name="root" description="" type="objective" etype="objective">
  <issue index="1" name="colour" vtype="discrete" type="discrete" etype="discrete">
  <item index="1" value="red" description="red" evaluation="0.3333333333333333"/>
  <item index="2" value="dark-blue" description="dark blue" evaluation="1"/>
  </issue>
  <issue index="2" name="price" vtype="discrete" type="discrete" etype="discrete">
  <item index="1" value="1" description="1" evaluation="0"/>
  <item index="2" value="2" description="2" evaluation="0.5"/>
  <item index="3" value="3" description="3" evaluation="1"/>
  </issue>
  <weight index="1" value="0.3333333333333333"/>
  <weight index="2" value="0.6666666666666666"/>
  </objective>
  <reservation value="0.2"/>
  </utility_space>
  $ entente import genius "$TMP/out" 2>&1 | tail -18
      options:
        1: 1
        2: 2
        3: 3

  parties:
    buyer:
      role: principal
      walk_away: 0.3
      preferences:
        colour: {weight: 0.6, values: {red: 1, dark-blue: 0.4}}
        price: {weight: 0.4, values: {1: 1, 2: 0.5, 3: 0}}
    seller:
      role: principal
      walk_away: 0.2
      preferences:
        colour: {weight: 0.3333333333333333, values: {red: 0.3333333333333333, dark-blue: 1}}
        price: {weight: 0.6666666666666666, values: {1: 0, 2: 0.5, 3: 1}}
  $ entente export genius tests/transcript/border.yaml "$TMP/out"
  tests/transcript/border.yaml:46:5: GENIUS files cannot hold rules; only sums over issues are exported, in XML
  [1]
  $ entente export negmas "$TMP/shop.yaml" "$TMP/out"
  entente export: 'negmas' is no format to export to; 'efg' and 'genius' are
  [2]
