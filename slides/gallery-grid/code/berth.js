const quays = { north: 3, south: 2 };

export function berth(ship) {
  const quay = ship.length > 150 ? "south" : "north";
  if (quays[quay] === 0) return wait(ship);
  quays[quay] -= 1;
  return { ship, quay };
}
